/** The file in which this is: the module's own, or a CommonJS bundle, where there is no `import.meta.url`. */
export const thisFile: string = typeof __filename === "string" ? __filename : import.meta.url;
