import type { ErrnoName } from "./errno.js";

/** A failure of a disk that no operating system reported, told in the same form: `code` is the errno's name. */
export class DiskError extends Error {
  override readonly name: string = "DiskError";
  readonly code: ErrnoName;

  constructor(code: ErrnoName, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}
