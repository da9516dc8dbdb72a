import { readCString } from "./c-string.js";
import type { DiskStat } from "./disk.js";
import { DiskError } from "./disk-error.js";
import { ERRNO, errnoNameOf, errnoOf } from "./errno.js";
import { addDescriptor, type Host } from "./host.js";
import { type Place, placeOf } from "./mount-path.js";
import { refuseChange } from "./refuse-change.js";
import { DIRECTORY_STAT, directoryFile, RANDOM_FILE } from "./special-files.js";
import { writeStat } from "./write-stat.js";

const O_ACCMODE = 3;
const O_CREAT = 0x40;
const O_EXCL = 0x80;

/** The system calls that name a file. They answer with a number from zero up, or with an errno below zero. */
export function pathCalls(host: Host): Record<string, (...parameters: never[]) => number> {
  const at = (path: number): Place => placeOf(host, readCString(host.heap, path));
  const stat = (path: number, buffer: number): number => {
    try {
      writeStat(host.heap, buffer, statOf(at(path)));
      return 0;
    } catch (error) {
      return failed(host, error);
    }
  };
  return {
    __syscall_openat(_directory: number, path: number, flags: number) {
      try {
        return open(host, at(path), flags);
      } catch (error) {
        host.failure = error;
        return -errnoOf(error);
      }
    },
    __syscall_stat64: stat,
    // Links are never followed: where SQLite finds one, it finds a link and not a file.
    __syscall_lstat64: stat,
    __syscall_newfstatat: (_directory: number, path: number, buffer: number) => stat(path, buffer),
    __syscall_faccessat(_directory: number, path: number) {
      try {
        statOf(at(path));
        return 0;
      } catch (error) {
        return failed(host, error);
      }
    },
    __syscall_unlinkat(_directory: number, path: number) {
      try {
        const place = at(path);
        if (place.kind !== "file") return -ERRNO.ENOENT;
        refuseChange(host);
        place.mount.disk.unlink(place.name);
        return 0;
      } catch (error) {
        return failed(host, error);
      }
    },
  };
}

/** A missing file is an answer here and no failure. */
function failed(host: Host, error: unknown): number {
  if (errnoNameOf(error) !== "ENOENT") host.failure = error;
  return -errnoOf(error);
}

function statOf(place: Place): DiskStat {
  if (place.kind === "file") return place.mount.disk.stat(place.name);
  if (place.kind === "directory") return DIRECTORY_STAT;
  throw new DiskError("ENOENT", "no such file in the engine");
}

function open(host: Host, place: Place, flags: number): number {
  if (place.kind === "random") return addDescriptor(host, RANDOM_FILE);
  if (place.kind === "directory") return addDescriptor(host, directoryFile(place.mount.disk));
  if (place.kind === "nowhere") return -ERRNO.ENOENT;
  const { mount, name, isDatabase } = place;
  const file = mount.disk.open(name, {
    write: (flags & O_ACCMODE) !== 0,
    create: (flags & O_CREAT) !== 0 && !(isDatabase && mount.readOnly),
    exclusive: (flags & O_EXCL) !== 0,
  });
  return addDescriptor(host, file);
}
