import type { DiskStat } from "../disk/disk.js";
import type { Heap } from "../heap/heap.js";
import type { HeapAddress } from "../heap/heap-address.js";

// S_IFREG and its like, with rights as private as ours are.
const MODE = { file: 0o100600, directory: 0o040700, symlink: 0o120777, other: 0o060000 };

/** Writes a `struct stat` as the C library in the wasm module lays it out. */
export function writeStatStruct({ view }: Heap, address: HeapAddress, stat: DiskStat): void {
  view.setUint32(address, Number(stat.device & 0xffffffffn), true);
  view.setUint32(address + 4, MODE[stat.kind], true);
  view.setUint32(address + 8, stat.links, true);
  view.setUint32(address + 12, stat.uid, true);
  view.setUint32(address + 16, stat.gid, true);
  view.setUint32(address + 20, 0, true);
  view.setBigInt64(address + 24, BigInt(stat.size), true);
  view.setInt32(address + 32, 4096, true);
  view.setUint32(address + 36, Math.ceil(stat.size / 512), true);
  // Access, change and modification times: SQLite reads none of them.
  for (let time = address + 40; time < address + 88; time += 8) view.setBigInt64(time, 0n, true);
  view.setBigUint64(address + 88, BigInt.asUintN(64, stat.inode), true);
}
