/** What a system call answers: zero or more where it was done, an errno below zero where it was not. */
export type SyscallResult = number;

/** System calls by the names under which the wasm module imports them. */
export type SyscallTable = Record<string, (...parameters: never[]) => unknown>;
