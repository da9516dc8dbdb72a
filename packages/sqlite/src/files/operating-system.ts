/** The name that Node gives to the operating system, such as `win32`; `unknown` where there is no Node. */
export const operatingSystem: string = globalThis.process?.platform ?? "unknown";
