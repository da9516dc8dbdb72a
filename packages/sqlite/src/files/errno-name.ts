/** The name of a system error, such as `ENOSPC`. */
export type ErrnoName = string;
