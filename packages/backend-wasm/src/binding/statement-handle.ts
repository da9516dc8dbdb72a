import type { HeapAddress } from "../heap/heap-address.js";

/** A compiled statement, as SQLite knows it: the `sqlite3_stmt*`. */
export type StatementHandle = HeapAddress;
