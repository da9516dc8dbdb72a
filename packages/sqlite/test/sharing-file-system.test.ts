import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import {
  type CloudFolderFacts,
  findCloudService,
  type PathKind,
} from "../src/node/sharing/file-system/cloud-folder.js";
import {
  type FileSystemFacts,
  findFileSystemHazard,
  requireSafeFileSystem,
} from "../src/node/sharing/file-system/file-system.js";
import { findMount, parseMountinfo } from "../src/node/sharing/file-system/mount-table.js";

const mountinfo = (...mounts: readonly [point: string, type: string][]): string =>
  mounts
    .map(([point, type], id) => `${id + 20} 1 0:${id} / ${point} rw,relatime shared:${id} - ${type} source rw`)
    .join("\n");

const probe = (differences: Partial<FileSystemFacts>): FileSystemFacts => ({
  realPath: (path) => path,
  mountinfo: () => mountinfo(["/", "ext4"]),
  typeNumber: () => undefined,
  getPathKind: () => undefined,
  getEnvironmentVariable: () => undefined,
  ...differences,
});

const onType = (type: string): FileSystemFacts => probe({ mountinfo: () => mountinfo(["/", "ext4"], ["/data", type]) });

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
    "drvfs",
    "orangefs",
    "pvfs2",
    "wekafs",
    "panfs",
    "cvfs",
    "scoutfs",
    "fuse.s3fs",
    "fuse.gcsfuse",
    "fuse.glusterfs",
    "fuse.some-unknown-thing",
    "fakeowner",
    "fuse.grpcfuse",
  ])("%s", (type) => {
    expect(findFileSystemHazard("/data/state", onType(type))).toContain(type);
    expect(findFileSystemHazard("/home/state", onType(type))).toBeUndefined();
  });

  test.each(["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "apfs", "bcachefs", "f2fs"])(
    "%s is safe",
    (type) => {
      expect(findFileSystemHazard("/data/state", onType(type))).toBeUndefined();
    },
  );

  test.each(["fuse.fuse-overlayfs", "fuse.mergerfs", "fuse.gocryptfs", "fuse.encfs", "fuse.bindfs", "fuse.ntfs-3g"])(
    "%s is a program of this machine over its own disks",
    (type) => {
      expect(findFileSystemHazard("/data/state", onType(type))).toBeUndefined();
    },
  );

  test.each([
    ["a Kata container", "1 0 0:30 /passthrough/9f86/rootfs / rw - virtiofs none rw", undefined],
    ["an older Kata container", "1 0 0:30 /9f86/rootfs / rw - 9p kataShared rw,access=client,trans=virtio", undefined],
    ["gVisor", "1 0 0:30 / / rw - 9p none rw,trans=fd,rfdno=4,wfdno=4,aname=/", undefined],
    ["gVisor that shares its root", "1 0 0:30 / / rw - 9p none rw,trans=fd,cache=remote_revalidating", "9p"],
    ["a machine with its host's directory as root", "1 0 0:30 / / rw - virtiofs ROOTFS rw", "virtiofs"],
    ["the same by 9p", "1 0 0:30 / / rw - 9p /dev/root rw,trans=virtio", "9p"],
  ])("the root of %s", (_what, line, type) => {
    const hazard = findFileSystemHazard("/srv/state", probe({ mountinfo: () => `${line}\n` }));
    if (type === undefined) expect(hazard).toBeUndefined();
    else expect(hazard).toContain(type);
  });

  test("a volume of a container in a virtual machine or gVisor may be in use elsewhere", () => {
    const root = "1 0 0:30 /9f86/rootfs / rw - virtiofs none rw\n";
    const volume = "2 1 0:31 /pvc /data rw - virtiofs none rw\n3 1 0:32 / /mnt rw - 9p none rw,trans=fd,aname=/\n";
    const own = probe({ mountinfo: () => root + volume });
    expect(findFileSystemHazard("/srv/state", own)).toBeUndefined();
    expect(findFileSystemHazard("/data/state", own)).toContain("virtiofs");
    expect(findFileSystemHazard("/mnt/state", own)).toContain("9p");
  });

  test("without a mount table the number of the type tells", () => {
    const numbered = (number: number): FileSystemFacts =>
      probe({ mountinfo: () => undefined, typeNumber: () => number });
    expect(findFileSystemHazard("/data", numbered(0x6969))).toContain("nfs");
    expect(findFileSystemHazard("/data", numbered(0xef53))).toBeUndefined();
  });

  test("the path is judged where its symbolic links and mapped drives lead", () => {
    const leads = (target: string): FileSystemFacts => probe({ realPath: () => target, mountinfo: () => undefined });
    expect(findFileSystemHazard("Z:\\state", leads("\\\\server\\share\\state"))).toContain("network share");
    expect(findFileSystemHazard("Z:\\state", leads("\\\\?\\UNC\\server\\share"))).toContain("network share");
    expect(findFileSystemHazard("C:\\state", leads("\\\\?\\C:\\state"))).toBeUndefined();
    expect(findFileSystemHazard("/home/me/state", leads("/home/me/Dropbox/state"))).toContain("Dropbox");
  });

  test("what a cloud service keeps in its folder is looked for", () => {
    const marked = probe({ getPathKind: (path) => (path === "/srv/files/.dropbox" ? "file" : undefined) });
    expect(findFileSystemHazard("/srv/files/state", marked)).toContain("Dropbox");
    expect(findFileSystemHazard("/srv/state", marked)).toBeUndefined();
  });

  test("the refusal names the directory, the reason and the option", () => {
    const act = (allow: boolean) => (): void => requireSafeFileSystem("/data/state", allow, onType("nfs4"));
    expect(act(false)).toThrow(expect.objectContaining({ code: "KEYED_STORE_OPEN_FAILED", path: "/data/state" }));
    expect(act(false)).toThrow(/\/data\/state.*nfs4.*allowUnsafeFileSystem/);
    expect(act(true)).not.toThrow();
  });

  test("the temporary directory of this machine is judged without an error", () => {
    expect(() => findFileSystemHazard(tmpdir())).not.toThrow();
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
  ["/srv/plugins/dropbox/state", undefined],
  ["/srv/plugins/Dropbox/state", undefined],
  ["/home/me/code/packages/onedrive/x", undefined],
  ["/home/me/work/OneDrive/x", undefined],
  ["/home/me/work/Google Drive/x", undefined],
  ["/home/dropbox/state", undefined],
  ["/Users/me/Library/CloudStorage/Dropbox/app", "Dropbox"],
  ["/Users/me/Library/CloudStorage/OneDrive-Work/app", "OneDrive"],
  ["G:\\My Drive\\app", "Google Drive"],
  ["C:\\work\\OneDrive\\app", undefined],
])("the cloud service of %s: %s", (path, service) => {
  expect(findCloudService(path)).toBe(service);
});

describe("a cloud service is known by what it keeps in its folder", () => {
  const having = (path: string, kind: PathKind): CloudFolderFacts => ({
    getPathKind: (asked) => (asked === path ? kind : undefined),
    getEnvironmentVariable: () => undefined,
  });

  test.each<[string, PathKind, string]>([
    ["/srv/files/.dropbox", "file", "Dropbox"],
    ["/srv/files/.dropbox.cache", "directory", "Dropbox"],
    ["/srv/files/.849C9593-D756-4E56-8D6E-42412F2A707B", "file", "OneDrive"],
    ["/srv/files/.tmp.driveupload", "directory", "Google Drive"],
  ])("%s", (mark, kind, service) => {
    expect(findCloudService("/srv/files/deep/er", having(mark, kind))).toBe(service);
    expect(findCloudService("/srv/files", having(mark, kind))).toBe(service);
    expect(findCloudService("/srv/other", having(mark, kind))).toBeUndefined();
  });

  test("the settings of Dropbox in a home directory are no mark", () => {
    expect(findCloudService("/home/me/state", having("/home/me/.dropbox", "directory"))).toBeUndefined();
  });

  test("on another drive", () => {
    expect(findCloudService("D:\\files\\app", having("D:\\files\\.dropbox", "file"))).toBe("Dropbox");
  });

  test("Windows names the folder of OneDrive", () => {
    const evidence: CloudFolderFacts = {
      getPathKind: () => undefined,
      getEnvironmentVariable: (name) => (name === "OneDriveCommercial" ? "D:\\Company" : undefined),
    };
    expect(findCloudService("d:\\company\\app", evidence)).toBe("OneDrive");
    expect(findCloudService("D:\\Company2\\app", evidence)).toBeUndefined();
  });
});

describe("the mount table", () => {
  test("the deepest mount holds a path, and the last of several at one point", () => {
    const mounts = parseMountinfo(
      mountinfo(["/", "ext4"], ["/data", "nfs4"], ["/data", "ext4"], ["/data/deep", "xfs"]),
    );
    expect(findMount("/data/deep/er", mounts)?.type).toBe("xfs");
    expect(findMount("/data/deeper", mounts)?.type).toBe("ext4");
    expect(findMount("/database", mounts)?.point).toBe("/");
  });

  test("escaped characters and optional fields are read, nonsense is left out", () => {
    const text = "36 35 98:0 /m /mnt/a\\040b rw master:1 propagate_from:2 - fuse.sshfs host: rw\nnonsense\n";
    expect(parseMountinfo(text)).toEqual([{ point: "/mnt/a b", root: "/m", type: "fuse.sshfs", superOptions: ["rw"] }]);
  });
});
