import { describe, expect, test } from "vitest";
import { type ImmutabilityFacts, isStoreImmutable } from "../src/node/sharing/file-system/is-store-immutable.js";

const PATH = "/data/s/state.sqlite";
const STANDING = { databaseSize: 4096, isExposed: false, hasWal: false, hasJournal: false };

/** A mount at /data, by its type, its own options and those of the file system as a whole. */
const mounted = (type: string, options: string, superOptions: string, why?: string): ImmutabilityFacts => ({
  realPath: (path) => path,
  mountinfo: () => `1 0 8:1 / / rw - ext4 /dev/a rw\n2 1 8:2 / /data ${options} - ${type} /dev/b ${superOptions}\n`,
  typeNumber: () => undefined,
  getPathKind: () => undefined,
  getEnvironmentVariable: () => undefined,
  findWriteObstacle: () => why,
});
const READ_ONLY = "the file system is mounted read-only here";
const refused = (message: RegExp) =>
  expect.objectContaining({ code: "KEYED_STORE_OPEN_FAILED", message: expect.stringMatching(message), path: PATH });

describe("KS-LIFE-4 whether nobody can change a store that is opened read-only", () => {
  test.each(["ext4", "squashfs", "iso9660", "erofs", "overlay", "tmpfs"])("%s, read-only as a whole", (type) => {
    expect(isStoreImmutable(PATH, STANDING, false, mounted(type, "ro", "ro,noatime", READ_ONLY))).toBe(true);
  });

  test("where this process can write it takes part in sharing, read-only or not", () => {
    expect(isStoreImmutable(PATH, STANDING, false, mounted("ext4", "rw", "rw"))).toBe(false);
    expect(isStoreImmutable(PATH, STANDING, true, mounted("ext4", "rw", "rw"))).toBe(false);
  });

  test.each<[string, string, string, string, string]>([
    ["a mount that is read-only here alone", "ext4", "ro,relatime", "rw", READ_ONLY],
    ["a directory that this user may not write in", "ext4", "rw", "rw", "it may not write in the directory"],
    ["a FUSE view of files that may change", "fuse.bindfs", "ro", "ro", READ_ONLY],
    ["a network volume that is read-only here", "nfs4", "ro", "ro,vers=4.2", READ_ONLY],
    ["an option that merely begins so", "ext4", "ro", "rw,errors=remount-ro", READ_ONLY],
  ])("%s is refused with the reason, unless the caller vouches for it", (_what, type, options, superOptions, why) => {
    const probe = mounted(type, options, superOptions, why);
    expect(() => isStoreImmutable(PATH, STANDING, false, probe)).toThrow(
      refused(/others may write.*allowUnsafeFileSystem/),
    );
    expect(() => isStoreImmutable(PATH, STANDING, false, probe)).toThrow(refused(new RegExp(why)));
    expect(isStoreImmutable(PATH, STANDING, true, probe)).toBe(true);
  });

  test("without a mount table it cannot be known", () => {
    const blind = { ...mounted("ext4", "ro", "ro", READ_ONLY), mountinfo: () => undefined };
    expect(() => isStoreImmutable(PATH, STANDING, false, blind)).toThrow(refused(/others may write/));
  });

  test.each(["log", "journal"])("a %s must be recovered first, whatever the caller says", (left) => {
    const probe = mounted("ext4", "ro", "ro", READ_ONLY);
    for (const trusted of [false, true]) {
      const standing = { ...STANDING, [left === "log" ? "hasWal" : "hasJournal"]: true };
      expect(() => isStoreImmutable(PATH, standing, trusted, probe)).toThrow(
        refused(/Open it once where it can be written/),
      );
    }
  });
});
