import { getErrorCode } from "@keyed-store/core";

/** The numbers by which the C library in the wasm module knows the errors of the operating system (those of WASI). */
export const ERRNO = {
  EACCES: 2,
  EAGAIN: 6,
  EBADF: 8,
  EBUSY: 10,
  EDQUOT: 19,
  EEXIST: 20,
  EFBIG: 22,
  EINTR: 27,
  EINVAL: 28,
  EIO: 29,
  EISDIR: 31,
  ELOOP: 32,
  EMFILE: 33,
  ENAMETOOLONG: 37,
  ENFILE: 41,
  ENODEV: 43,
  ENOENT: 44,
  ENOMEM: 48,
  ENOSPC: 51,
  ENOSYS: 52,
  ENOTDIR: 54,
  EPERM: 63,
  EROFS: 69,
  ETIMEDOUT: 73,
} as const;

/** An errno by name. */
export type ErrnoName = keyof typeof ERRNO;

/** The number of an error, as the C library has it. */
export type Errno = number;

function isKnownErrnoName(name: string): name is ErrnoName {
  return Object.hasOwn(ERRNO, name);
}

/** The errno of what a disk threw; whatever bears none that the C library knows is an I/O error. */
export function toErrno(error: unknown): Errno {
  const name = getErrnoName(error);
  return name !== undefined && isKnownErrnoName(name) ? ERRNO[name] : ERRNO.EIO;
}

/** The name that the system gave to the error, where it is a system error: `ENOSPC`. */
export function getErrnoName(error: unknown): string | undefined {
  return getErrorCode(error);
}
