import { hostGlobals } from "@keyed-store/core";
import { ERRNO } from "../disk/errno.js";
import { readCString } from "../heap/c-string.js";
import { tryGrowWasmHeapTo } from "../heap/heap.js";
import { EngineAbort } from "./engine-abort.js";
import type { SyscallContext } from "./syscall-context.js";
import type { SyscallTable } from "./syscall-table.js";

/** What the C library asks of a system beside files: memory, time, identity, and a way to give up. */
export function createRuntimeSyscalls(context: SyscallContext): SyscallTable {
  const readText = (at: number): string => (at === 0 ? "?" : readCString(context.heap, at));
  const unsupported = (): number => -ERRNO.ENOSYS;
  return {
    emscripten_resize_heap: (size: number) => (tryGrowWasmHeapTo(context.heap, size >>> 0) ? 1 : 0),
    emscripten_get_heap_max: () => 2 ** 31,
    // A mapped file would be a copy that never reaches the disk: without it, SQLite reads and writes.
    _mmap_js: () => -ERRNO.ENODEV,
    _munmap_js: () => -ERRNO.EINVAL,

    emscripten_date_now: () => hostGlobals.dateNow(),
    emscripten_get_now: () => hostGlobals.monotonicNow(),
    _tzset_js: () => {},
    // No time zone: SQL of ours asks for none, and SQLite answers "local time unavailable".
    _localtime_js: () => 1,

    // As root, SQLite gives the files that it creates to the owner of the database.
    __syscall_geteuid32: () => globalThis.process?.geteuid?.() ?? 1,
    __syscall_getcwd: unsupported,
    __syscall_chmod: unsupported,
    __syscall_mkdirat: unsupported,
    __syscall_rmdir: unsupported,
    __syscall_utimensat: unsupported,

    __assert_fail(condition: number, file: number, line: number) {
      throw new EngineAbort(`assertion failed: ${readText(condition)} (${readText(file)}:${line})`);
    },
    _abort_js() {
      throw new EngineAbort("the engine called abort()");
    },
    __handle_stack_overflow() {
      throw new EngineAbort("stack overflow in the engine");
    },
    warnLegacyFunction() {},
  };
}

/** The same from the WASI half. */
export function createWasiRuntimeSyscalls(context: SyscallContext): SyscallTable {
  return {
    environ_sizes_get(count: number, size: number) {
      context.heap.view.setUint32(count, 0, true);
      context.heap.view.setUint32(size, 0, true);
      return 0;
    },
    environ_get: () => 0,
    clock_time_get(clock: number, _precision: bigint, result: number) {
      const milliseconds = clock === 0 ? hostGlobals.dateNow() : hostGlobals.monotonicNow();
      context.heap.view.setBigInt64(result, BigInt(Math.round(milliseconds * 1e6)), true);
      return 0;
    },
  };
}
