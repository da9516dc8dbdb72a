import { createMemoryDisk, type DiskFile, type DiskImage } from "@keyed-store/backend-wasm/testing";
import type { AccessHandle } from "../../src/opfs/access-handle.js";
import type { OpfsDirectory, OpfsFile } from "../../src/opfs/opfs-directory.js";

/** What can go wrong with the storage of an origin. */
export interface OriginFaults {
  /** Called before each call of an open file; may throw. */
  onCall(call: keyof AccessHandle): void;
  /** How many bytes the files may take together. Asked before a file grows. */
  readQuota(): number;
  /** Whether a write is lost in silence, which is the fault that the check must find. */
  losesWrite(): boolean;
}

/** The storage of an origin, in memory: one directory, whose files one at a time can have open. */
export interface Origin {
  /** No other has it. */
  readonly name: string;
  readonly directory: OpfsDirectory;
  image(): DiskImage;
}

let lastOrigin = 0;

/** A storage with no files in it. */
export function createOrigin({ onCall, readQuota, losesWrite }: OriginFaults): Origin {
  const disk = createMemoryDisk();
  const names = new Set<string>();
  const open = new Set<string>();
  const sumSizes = (): number => [...names].reduce((sum, name) => sum + (disk.stat(name)?.size ?? 0), 0);
  const directory: OpfsDirectory = {
    getDirectoryHandle: async () => directory,
    async getFileHandle(name, { create }) {
      if (!create && disk.stat(name) === undefined) throw new DOMException(`no file ${name}`, "NotFoundError");
      disk.open(name, { write: true, create, exclusive: false });
      names.add(name);
      return toOpfsFile(name);
    },
    async removeEntry(name) {
      if (open.has(name)) throw new DOMException(`${name} is open`, "NoModificationAllowedError");
      disk.unlink(name);
    },
  };

  const toOpfsFile = (name: string): OpfsFile => ({
    async createSyncAccessHandle() {
      if (open.has(name)) throw new DOMException(`${name} is open`, "NoModificationAllowedError");
      open.add(name);
      const file = disk.open(name, { write: true, create: false, exclusive: false });
      return createHandle(file, () => open.delete(name));
    },
  });

  const createHandle = (file: DiskFile, onClose: () => void): AccessHandle => {
    let isLost = false;
    /** A handle that the browser has made invalid stays so; whoever has lost it can open the file anew. */
    const before = (call: keyof AccessHandle): void => {
      if (isLost) throw new DOMException("the handle is invalid", "InvalidStateError");
      try {
        onCall(call);
      } catch (error) {
        isLost = error instanceof DOMException && error.name === "InvalidStateError";
        throw error;
      }
    };
    const requireRoom = (end: number): void => {
      const growth = end - file.stat().size;
      if (growth > 0 && sumSizes() + growth > readQuota()) throw new DOMException("no room", "QuotaExceededError");
    };
    return {
      read(bytes, { at }) {
        before("read");
        return file.read(bytes, 0, bytes.length, at);
      },
      write(bytes, { at }) {
        before("write");
        requireRoom(at + bytes.length);
        if (!losesWrite()) file.write(bytes, 0, bytes.length, at);
        return bytes.length;
      },
      truncate(size) {
        before("truncate");
        requireRoom(size);
        file.truncate(size);
      },
      getSize() {
        before("getSize");
        return file.stat().size;
      },
      flush() {
        before("flush");
        file.sync();
      },
      close: onClose,
    };
  };

  return { name: `origin-${++lastOrigin}`, directory, image: disk.image };
}
