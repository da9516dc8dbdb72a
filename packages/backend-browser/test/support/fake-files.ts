import type { AccessHandle } from "../../src/opfs/access-handle.js";
import type { OpfsDirectory } from "../../src/opfs/opfs-directory.js";

/** An exception of the browser, by its name. */
export function exception(name: string): Error {
  return Object.assign(new Error(`a ${name}`), { name });
}

/** A file of the fake, and who has it open. */
export interface FakeFile {
  bytes: Uint8Array;
  openHandles: number;
  flushes: number;
}

/** An access handle on a fake file. `fail` is asked before each call, by the call's name, and throws what the browser would. */
export function createFakeHandle(file: FakeFile, fail: (call: string) => void = () => {}): AccessHandle {
  let isOpen = true;
  const guard = (call: string): void => {
    if (!isOpen) throw exception("InvalidStateError");
    fail(call);
  };
  return {
    read(bytes, { at }) {
      guard("read");
      const found = file.bytes.subarray(at, at + bytes.length);
      bytes.set(found);
      return found.length;
    },
    write(bytes, { at }) {
      guard("write");
      if (at + bytes.length > file.bytes.length) file.bytes = resize(file.bytes, at + bytes.length);
      file.bytes.set(bytes, at);
      return bytes.length;
    },
    truncate(size) {
      guard("truncate");
      file.bytes = resize(file.bytes, size);
    },
    getSize() {
      guard("getSize");
      return file.bytes.length;
    },
    flush() {
      guard("flush");
      file.flushes += 1;
    },
    close() {
      if (isOpen) file.openHandles -= 1;
      isOpen = false;
    },
  };
}

function resize(bytes: Uint8Array, size: number): Uint8Array {
  const resized = new Uint8Array(size);
  resized.set(bytes.subarray(0, size));
  return resized;
}

/** A directory of fake files, each of which one session may have open at a time. */
export interface FakeDirectory extends OpfsDirectory {
  readonly files: Map<string, FakeFile>;
}

/** An empty directory. `fail` is asked before each handle is made, by the name of the file. */
export function createFakeDirectory(fail: (name: string) => void = () => {}): FakeDirectory {
  const files = new Map<string, FakeFile>();
  const directory: FakeDirectory = {
    files,
    getDirectoryHandle: async () => directory,
    async getFileHandle(name, { create }) {
      if (!files.has(name) && !create) throw exception("NotFoundError");
      const file = files.get(name) ?? { bytes: new Uint8Array(), openHandles: 0, flushes: 0 };
      files.set(name, file);
      return {
        async createSyncAccessHandle() {
          fail(name);
          if (file.openHandles > 0) throw exception("NoModificationAllowedError");
          file.openHandles += 1;
          return createFakeHandle(file);
        },
      };
    },
    async removeEntry(name) {
      if ((files.get(name)?.openHandles ?? 0) > 0) throw exception("NoModificationAllowedError");
      if (!files.delete(name)) throw exception("NotFoundError");
    },
  };
  return directory;
}
