/** System calls by the names under which the wasm module imports them. */
export type SyscallTable = Record<string, (...parameters: never[]) => unknown>;
