import type { Pointer } from "../heap/pointer.js";

/** The functions of the wasm module that we call, with C's own signatures. */
export interface SqliteExports {
  sqlite3_open(path: Pointer, connection: Pointer): number;
  sqlite3_close_v2(connection: Pointer): number;
  sqlite3_errmsg(connection: Pointer): Pointer;
  sqlite3_exec(connection: Pointer, sql: Pointer, callback: 0, context: 0, message: 0): number;
  sqlite3_changes(connection: Pointer): number;
  sqlite3_prepare_v2(connection: Pointer, sql: Pointer, size: number, statement: Pointer, tail: Pointer): number;
  sqlite3_step(statement: Pointer): number;
  sqlite3_reset(statement: Pointer): number;
  sqlite3_finalize(statement: Pointer): number;
  sqlite3_bind_int(statement: Pointer, index: number, value: number): number;
  sqlite3_bind_double(statement: Pointer, index: number, value: number): number;
  sqlite3_bind_text(statement: Pointer, index: number, text: Pointer, size: number, destructor: Pointer): number;
  sqlite3_bind_blob(statement: Pointer, index: number, bytes: Pointer, size: number, destructor: Pointer): number;
  sqlite3_column_count(statement: Pointer): number;
  sqlite3_column_type(statement: Pointer, column: number): number;
  sqlite3_column_double(statement: Pointer, column: number): number;
  sqlite3_column_text(statement: Pointer, column: number): Pointer;
  sqlite3_column_blob(statement: Pointer, column: number): Pointer;
  sqlite3_column_bytes(statement: Pointer, column: number): number;
  malloc(size: number): Pointer;
  free(at: Pointer): void;
}

/** What starts an instance: the C library's own constructors and the guard of its stack. */
export interface RuntimeExports {
  readonly memory: WebAssembly.Memory;
  emscripten_stack_init(): void;
  emscripten_stack_get_base(): Pointer;
  emscripten_stack_get_end(): Pointer;
  __set_stack_limits(base: Pointer, end: Pointer): void;
  __wasm_call_ctors(): void;
}

const NAMES: Record<keyof SqliteExports | keyof RuntimeExports, true> = {
  sqlite3_open: true,
  sqlite3_close_v2: true,
  sqlite3_errmsg: true,
  sqlite3_exec: true,
  sqlite3_changes: true,
  sqlite3_prepare_v2: true,
  sqlite3_step: true,
  sqlite3_reset: true,
  sqlite3_finalize: true,
  sqlite3_bind_int: true,
  sqlite3_bind_double: true,
  sqlite3_bind_text: true,
  sqlite3_bind_blob: true,
  sqlite3_column_count: true,
  sqlite3_column_type: true,
  sqlite3_column_double: true,
  sqlite3_column_text: true,
  sqlite3_column_blob: true,
  sqlite3_column_bytes: true,
  malloc: true,
  free: true,
  memory: true,
  emscripten_stack_init: true,
  emscripten_stack_get_base: true,
  emscripten_stack_get_end: true,
  __set_stack_limits: true,
  __wasm_call_ctors: true,
};

/** The names of all of them, to be looked for when a module is loaded. */
export const EXPORT_NAMES: readonly string[] = Object.keys(NAMES);
