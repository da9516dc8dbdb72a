import { DiskError } from "../disk/disk-error.js";
import { ERRNO } from "../disk/errno.js";
import { flushLogOrAbortEngine } from "./flush-log-or-abort-engine.js";
import { recordDiskFailureAndGetErrno } from "./record-disk-failure-and-get-errno.js";
import type { Descriptor, DescriptorNumber, SyscallContext } from "./syscall-context.js";
import type { SyscallTable } from "./syscall-table.js";
import { writeStatStruct } from "./write-stat-struct.js";

const SEEK_CUR = 1;
const SEEK_END = 2;
const REGULAR_FILE = 4;
const F_GETLK = new Set([5, 12]);
const F_UNLCK = 2;

/** The system calls on open files that come from the C library's Emscripten half: errno below zero. */
export function createFileSyscalls(context: SyscallContext): SyscallTable {
  const toSyscall =
    <P extends unknown[]>(run: (descriptor: Descriptor, ...parameters: P) => void) =>
    (number: number, ...parameters: P): number => {
      flushLogOrAbortEngine(context);
      try {
        run(getOpenDescriptor(context, number), ...parameters);
        return 0;
      } catch (error) {
        return -recordDiskFailureAndGetErrno(context, error);
      }
    };
  return {
    __syscall_fstat64: toSyscall(({ file }, buffer: number) => writeStatStruct(context.heap, buffer, file.stat())),
    __syscall_ftruncate64: toSyscall(({ file }, size: bigint) => file.truncate(toSafeFileOffset(size))),
    // Files are private from their creation on; SQLite would copy a wider mode from the database to its log.
    __syscall_fchmod: toSyscall(() => {}),
    __syscall_fchown32: toSyscall(({ file }, uid: number, gid: number) => file.chown(uid, gid)),
    // The claim on the store stands above: every lock is granted, and nobody else holds any, so that a hot journal
    // is recognised as what it is.
    __syscall_fcntl64: toSyscall((_, command: number, parameters: number) => {
      if (!F_GETLK.has(command)) return;
      const lock = context.heap.view.getUint32(parameters, true);
      context.heap.view.setInt16(lock, F_UNLCK, true);
    }),
  };
}

/** The system calls on open files that come from its WASI half: errno above zero. The hot ones are written out. */
export function createWasiFileSyscalls(context: SyscallContext): SyscallTable {
  return {
    fd_seek(number: number, offset: bigint, whence: number, result: number) {
      if (whence === SEEK_END) flushLogOrAbortEngine(context);
      try {
        const descriptor = getOpenDescriptor(context, number);
        let from = 0;
        if (whence === SEEK_CUR) from = descriptor.position;
        if (whence === SEEK_END) from = descriptor.file.stat().size;
        const position = from + toSafeFileOffset(offset);
        if (position < 0) return ERRNO.EINVAL;
        descriptor.position = position;
        context.heap.view.setBigInt64(result, from === 0 ? offset : BigInt(position), true);
        return 0;
      } catch (error) {
        return recordDiskFailureAndGetErrno(context, error);
      }
    },
    fd_read(number: number, vectors: number, count: number, result: number) {
      flushLogOrAbortEngine(context);
      try {
        const descriptor = getOpenDescriptor(context, number);
        const { bytes, view } = context.heap;
        let total = 0;
        for (let vector = vectors; vector < vectors + 8 * count; vector += 8) {
          const at = view.getUint32(vector, true);
          const length = view.getUint32(vector + 4, true);
          const moved = descriptor.file.read(bytes, at, length, descriptor.position);
          descriptor.position += moved;
          total += moved;
          if (moved < length) break;
        }
        view.setUint32(result, total, true);
        return 0;
      } catch (error) {
        return recordDiskFailureAndGetErrno(context, error);
      }
    },
    fd_write(number: number, vectors: number, count: number, result: number) {
      if (context.descriptors[number]?.isLog === false) flushLogOrAbortEngine(context);
      try {
        const descriptor = getOpenDescriptor(context, number);
        const { bytes, view } = context.heap;
        let total = 0;
        for (let vector = vectors; vector < vectors + 8 * count; vector += 8) {
          const at = view.getUint32(vector, true);
          const length = view.getUint32(vector + 4, true);
          if (descriptor.isLog) context.logWrites.gather(descriptor.file, bytes, at, length, descriptor.position);
          else descriptor.file.write(bytes, at, length, descriptor.position);
          descriptor.position += length;
          total += length;
        }
        view.setUint32(result, total, true);
        return 0;
      } catch (error) {
        return recordDiskFailureAndGetErrno(context, error);
      }
    },
    fd_sync(number: number) {
      flushLogOrAbortEngine(context);
      try {
        getOpenDescriptor(context, number).file.sync();
        return 0;
      } catch (error) {
        return recordDiskFailureAndGetErrno(context, error);
      }
    },
    fd_close(number: number) {
      flushLogOrAbortEngine(context);
      try {
        const { file } = getOpenDescriptor(context, number);
        context.descriptors[number] = undefined;
        file.close();
        return 0;
      } catch (error) {
        return recordDiskFailureAndGetErrno(context, error);
      }
    },
    fd_fdstat_get(_: number, buffer: number) {
      context.heap.view.setUint8(buffer, REGULAR_FILE);
      return 0;
    },
  };
}

function getOpenDescriptor(context: SyscallContext, descriptorNumber: DescriptorNumber): Descriptor {
  const descriptor = context.descriptors[descriptorNumber];
  if (descriptor === undefined) throw new DiskError("EBADF", `no file is open under descriptor ${descriptorNumber}`);
  return descriptor;
}

/** A 64-bit offset or size as a number; no file of ours comes near what cannot be told exactly. */
function toSafeFileOffset(bigOffset: bigint): number {
  const number = Number(bigOffset);
  if (!Number.isSafeInteger(number)) throw new DiskError("EFBIG", `offset ${bigOffset} is out of range`);
  return number;
}
