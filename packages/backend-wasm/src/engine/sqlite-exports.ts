import type { HeapAddress } from "../heap/heap-address.js";

/** The functions of the wasm module that we call, with C's own signatures. */
export interface SqliteExports {
  sqlite3_open(path: HeapAddress, connection: HeapAddress): number;
  sqlite3_close_v2(connection: HeapAddress): number;
  sqlite3_errmsg(connection: HeapAddress): HeapAddress;
  sqlite3_exec(connection: HeapAddress, sql: HeapAddress, callback: 0, context: 0, message: 0): number;
  sqlite3_changes(connection: HeapAddress): number;
  sqlite3_prepare_v2(
    connection: HeapAddress,
    sql: HeapAddress,
    size: number,
    statement: HeapAddress,
    tail: HeapAddress,
  ): number;
  sqlite3_step(statement: HeapAddress): number;
  sqlite3_reset(statement: HeapAddress): number;
  sqlite3_finalize(statement: HeapAddress): number;
  sqlite3_bind_int(statement: HeapAddress, index: number, value: number): number;
  sqlite3_bind_double(statement: HeapAddress, index: number, value: number): number;
  sqlite3_bind_text(
    statement: HeapAddress,
    index: number,
    text: HeapAddress,
    size: number,
    destructor: HeapAddress,
  ): number;
  sqlite3_bind_blob(
    statement: HeapAddress,
    index: number,
    bytes: HeapAddress,
    size: number,
    destructor: HeapAddress,
  ): number;
  sqlite3_column_count(statement: HeapAddress): number;
  sqlite3_column_type(statement: HeapAddress, column: number): number;
  sqlite3_column_double(statement: HeapAddress, column: number): number;
  sqlite3_column_text(statement: HeapAddress, column: number): HeapAddress;
  sqlite3_column_blob(statement: HeapAddress, column: number): HeapAddress;
  sqlite3_column_bytes(statement: HeapAddress, column: number): number;
  malloc(size: number): HeapAddress;
  free(at: HeapAddress): void;
}

/** What starts an instance: the C library's own constructors and the guard of its stack. */
export interface RuntimeExports {
  readonly memory: WebAssembly.Memory;
  emscripten_stack_init(): void;
  emscripten_stack_get_base(): HeapAddress;
  emscripten_stack_get_end(): HeapAddress;
  __set_stack_limits(base: HeapAddress, end: HeapAddress): void;
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
