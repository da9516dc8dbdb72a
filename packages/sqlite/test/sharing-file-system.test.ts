import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { cloudServiceOf } from "../src/sharing/cloud-folder.js";
import { type FileSystemProbe, fileSystemHazard, requireSafeFileSystem } from "../src/sharing/file-system.js";
import { mountOf, parseMountinfo } from "../src/sharing/mount-table.js";

const mountinfo = (...mounts: readonly [point: string, type: string][]): string =>
  mounts
    .map(([point, type], id) => `${id + 20} 1 0:${id} / ${point} rw,relatime shared:${id} - ${type} source rw`)
    .join("\n");

const probe = (differences: Partial<FileSystemProbe>): FileSystemProbe => ({
  realPath: (path) => path,
  mountinfo: () => mountinfo(["/", "ext4"]),
  typeNumber: () => undefined,
  ...differences,
});

const onType = (type: string): FileSystemProbe => probe({ mountinfo: () => mountinfo(["/", "ext4"], ["/data", type]) });

describe("KS-SHARE-1 file systems on which sharing cannot be kept are refused", () => {
  test.each([
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "9p",
    "virtiofs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse",
    "ceph",
    "lustre",
    "vboxsf",
  ])("%s", (type) => {
    expect(fileSystemHazard("/data/state", onType(type))).toContain(type);
    expect(fileSystemHazard("/home/state", onType(type))).toBeUndefined();
  });

  test.each(["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "apfs", "bcachefs", "f2fs"])(
    "%s is safe",
    (type) => {
      expect(fileSystemHazard("/data/state", onType(type))).toBeUndefined();
    },
  );

  test("without a mount table the number of the type tells", () => {
    const numbered = (number: number): FileSystemProbe =>
      probe({ mountinfo: () => undefined, typeNumber: () => number });
    expect(fileSystemHazard("/data", numbered(0x6969))).toContain("nfs");
    expect(fileSystemHazard("/data", numbered(0xef53))).toBeUndefined();
  });

  test("the path is judged where its symbolic links and mapped drives lead", () => {
    const leads = (target: string): FileSystemProbe => probe({ realPath: () => target, mountinfo: () => undefined });
    expect(fileSystemHazard("Z:\\state", leads("\\\\server\\share\\state"))).toContain("network share");
    expect(fileSystemHazard("Z:\\state", leads("\\\\?\\UNC\\server\\share"))).toContain("network share");
    expect(fileSystemHazard("C:\\state", leads("\\\\?\\C:\\state"))).toBeUndefined();
    expect(fileSystemHazard("/home/me/state", leads("/home/me/Dropbox/state"))).toContain("Dropbox");
  });

  test("the refusal names the directory, the reason and the option", () => {
    const act = (allow: boolean) => (): void => requireSafeFileSystem("/data/state", allow, onType("nfs4"));
    expect(act(false)).toThrow(expect.objectContaining({ code: "KEYED_STORE_OPEN_FAILED", path: "/data/state" }));
    expect(act(false)).toThrow(/\/data\/state.*nfs4.*allowUnsafeFileSystem/);
    expect(act(true)).not.toThrow();
  });

  test("the temporary directory of this machine is judged without an error", () => {
    expect(() => fileSystemHazard(tmpdir())).not.toThrow();
  });
});

test.each([
  ["/Users/me/Dropbox/app", "Dropbox"],
  ["/Users/me/Dropbox (Work)/app", "Dropbox"],
  ["C:\\Users\\me\\OneDrive - Company\\app", "OneDrive"],
  ["C:\\Users\\me\\OneDrive\\app", "OneDrive"],
  ["/Users/me/Library/CloudStorage/Box-Box/app", "a cloud service"],
  ["/Users/me/Library/CloudStorage/GoogleDrive-me@example.com/My Drive", "Google Drive"],
  ["/Users/me/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"],
  ["C:\\Users\\me\\iCloudDrive", "iCloud"],
  ["/srv/dropbox-clone/state", undefined],
  ["/srv/my-onedrive/state", undefined],
])("the cloud service of %s: %s", (path, service) => {
  expect(cloudServiceOf(path)).toBe(service);
});

describe("the mount table", () => {
  test("the deepest mount holds a path, and the last of several at one point", () => {
    const mounts = parseMountinfo(
      mountinfo(["/", "ext4"], ["/data", "nfs4"], ["/data", "ext4"], ["/data/deep", "xfs"]),
    );
    expect(mountOf("/data/deep/er", mounts)?.type).toBe("xfs");
    expect(mountOf("/data/deeper", mounts)?.type).toBe("ext4");
    expect(mountOf("/database", mounts)?.point).toBe("/");
  });

  test("escaped characters and optional fields are read, nonsense is left out", () => {
    const text = "36 35 98:0 /m /mnt/a\\040b rw master:1 propagate_from:2 - fuse.sshfs host: rw\nnonsense\n";
    expect(parseMountinfo(text)).toEqual([{ point: "/mnt/a b", type: "fuse.sshfs" }]);
  });
});
