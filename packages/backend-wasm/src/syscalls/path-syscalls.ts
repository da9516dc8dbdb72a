import type { DiskFile, DiskStat } from "../disk/disk.js";
import { DiskError } from "../disk/disk-error.js";
import { ERRNO, errnoNameOf, errnoOf } from "../disk/errno.js";
import { readCString } from "../heap/c-string.js";
import { EngineAbort } from "./engine-abort.js";
import { noteFailure } from "./record-failure.js";
import { type Place, placeOf } from "./resolve-path.js";
import { DIRECTORY_STAT, directoryFile, EMPTY_FILE, RANDOM_FILE } from "./special-files.js";
import { addDescriptor, type Host } from "./syscall-context.js";
import { writeStat } from "./write-stat.js";

const O_ACCMODE = 3;
const O_CREAT = 0x40;
const O_EXCL = 0x80;

/** The system calls that name a file. They answer with a number from zero up, or with an errno below zero. */
export function pathCalls(host: Host): Record<string, (...parameters: never[]) => number> {
  const at = (path: number): Place => placeOf(host, readCString(host.heap, path));
  const stat = (path: number, buffer: number): number =>
    lookUp(host, at(path), (found) => writeStat(host.heap, buffer, found));
  return {
    __syscall_openat(_directory: number, path: number, flags: number) {
      const place = at(path);
      if (isRefused(place, flags)) return -ERRNO.EROFS;
      try {
        return addDescriptor(host, open(place, flags));
      } catch (error) {
        return -noteFailure(host, error);
      }
    },
    __syscall_stat64: stat,
    // Links are never followed: where SQLite finds one it asks where it leads, and is refused.
    __syscall_lstat64: stat,
    __syscall_newfstatat: (_directory: number, path: number, buffer: number) => stat(path, buffer),
    __syscall_readlinkat: () => -noteFailure(host, new DiskError("ELOOP", "a symbolic link in place of the database")),
    __syscall_faccessat: (_directory: number, path: number) => lookUp(host, at(path), () => {}),
    __syscall_unlinkat(_directory: number, path: number) {
      try {
        unlink(at(path));
        return 0;
      } catch (error) {
        return -noteFailure(host, error);
      }
    },
  };
}

/**
 * Asks whether something is there. SQLite takes any error for "no", and without a journal or log that is there but
 * cannot be seen it would go on to destroy what it should recover: so it is stopped.
 */
function lookUp(host: Host, place: Place, onFound: (stat: DiskStat) => void): number {
  try {
    const stat = statOf(place);
    if (stat === undefined) return -ERRNO.ENOENT;
    onFound(stat);
    return 0;
  } catch (error) {
    noteFailure(host, error);
    if (place.kind !== "log" && place.kind !== "journal") return -errnoOf(error);
    throw new EngineAbort(`The disk does not tell whether there is a '${place.name}'.`, "SQLITE_IOERR");
  }
}

function statOf(place: Place): DiskStat | undefined {
  if (place.kind === "directory") return DIRECTORY_STAT;
  return "name" in place ? place.mount.disk.stat(place.name) : undefined;
}

function open(place: Place, flags: number): DiskFile {
  if (place.kind === "random") return RANDOM_FILE;
  if (place.kind === "directory") return directoryFile(place.mount.disk);
  if (place.kind === "nowhere") throw nothingThere();
  const { disk, readOnly } = place.mount;
  const options = { write: isWriting(flags), create: (flags & O_CREAT) !== 0, exclusive: (flags & O_EXCL) !== 0 };
  try {
    return disk.open(place.name, options);
  } catch (error) {
    // A log that is not there is as good as one with nothing in it.
    if (readOnly && place.kind === "log" && errnoNameOf(error) === "ENOENT") return EMPTY_FILE;
    throw error;
  }
}

function isWriting(flags: number): boolean {
  return (flags & O_ACCMODE) !== 0;
}

/**
 * Whether a file is not to be opened in this way. Where opening for writing fails, SQLite tries to open for reading:
 * that is what a read-only mount counts on, and what for the others would turn a passing failure into a connection
 * that can never write. Journals alone are read before anybody writes to them.
 */
function isRefused(place: Place, flags: number): boolean {
  if (place.kind === "database" || place.kind === "log") return isWriting(flags) === place.mount.readOnly;
  return place.kind === "journal" && isWriting(flags) && place.mount.readOnly;
}

function unlink(place: Place): void {
  if (!("name" in place)) throw nothingThere();
  if (place.mount.readOnly) throw new DiskError("EROFS", `the database is open read-only, '${place.name}'`);
  place.mount.disk.unlink(place.name);
}

function nothingThere(): DiskError {
  return new DiskError("ENOENT", "no such file in the engine");
}
