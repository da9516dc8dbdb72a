import { readFileSync, statfsSync, statSync } from "node:fs";
import { KeyedStoreError, type ProblemText } from "@keyed-store/core";
import type { RealPath } from "../../files/state-directory.js";
import { type CloudFolderFacts, findCloudService } from "./cloud-folder.js";
import { findRemoteMacMountType } from "./mac-mounts.js";
import { type FileSystemType, findMount, type Mount, parseMountinfo } from "./mount-table.js";
import { resolveRealPath } from "./real-path.js";

/** What the system tells about where a directory is; tests bring their own. */
export interface FileSystemFacts extends CloudFolderFacts {
  /** The path without symbolic links; on Windows a mapped drive becomes the share it stands for. */
  realPath(path: string): RealPath;
  /** The text of the kernel's mount table, where there is one. */
  mountinfo(): string | undefined;
  /** The number of the file system's type, where the system tells. */
  typeNumber(path: string): number | undefined;
}

/** Types of which other machines, or other kernels on this one, may hold the same files; FUSE unless it is known better. */
const REMOTE_TYPES: RegExp =
  /^(nfs4?|cifs|smb[23]?|smbfs|9p|virtiofs|fuse|fuse\..+|afs|ceph|coda|ncpfs|gfs2?|ocfs2|lustre|beegfs|gpfs|glusterfs|orangefs|pvfs2|wekafs|panfs|cvfs|scoutfs|vboxsf|prl_fs|vmhgfs|fakeowner|drvfs|davfs|webdav|acfs)$/;

/** Layers, encryption and disk formats that run as programs of this machine over its own disks. */
const LOCAL_FUSE =
  /^fuse\.(fuse-overlayfs|mergerfs|gocryptfs|encfs|cryfs|securefs|veracrypt|bindfs|unionfs|unionfs-fuse|ntfs-3g|exfat|exfat-fuse|fuse2fs|fuseext2|lklfuse|zfs|zfs-fuse)$/;

/** The same by number, for a mount table that cannot be read. FUSE is left out: it also carries local disks. */
const REMOTE_NUMBERS: ReadonlyMap<number, string> = new Map([
  [0x6969, "nfs"],
  [0x517b, "smb"],
  [0xff534d42, "cifs"],
  [0xfe534d42, "smb2"],
  [0x01021997, "9p"],
  [0x5346414f, "afs"],
  [0x00c36400, "ceph"],
  [0x73757245, "coda"],
  [0x7461636f, "ocfs2"],
  [0x0bd00bd0, "lustre"],
  [0x786f4256, "vboxsf"],
]);

/**
 * Why several processes cannot safely share a database in this directory, if that can be seen: a network file system, one
 * shared between virtual machines, or a folder that a cloud service copies from. There neither SQLite's locks nor death
 * of processes reach as far as the files do. The directory must exist.
 */
export function findFileSystemHazard(
  directory: string,
  facts: FileSystemFacts = systemFileSystemFacts,
): ProblemText | undefined {
  const path = facts.realPath(directory);
  const type = findRemoteFileSystemType(path, facts);
  if (type !== undefined) return `it is on a file system that other machines may use too (${type})`;
  const service = findCloudService(path, facts);
  return service === undefined ? undefined : `it seems to be in a folder that ${service} copies to other machines`;
}

/** Kernel file systems on a medium or image of this machine. FUSE is none of them: what it shows may change behind it. */
const LOCAL_TYPES =
  /^(ext[234]|xfs|btrfs|zfs|f2fs|bcachefs|jfs|reiserfs|squashfs|erofs|cramfs|romfs|iso9660|udf|vfat|exfat|ntfs3|hfsplus|overlay|tmpfs|ubifs|jffs2)$/;

/**
 * Whether the file system that holds a directory is read-only as a whole, so that nobody on this machine can write to it.
 * A mount that is read-only *here*, as containers have it, may be another's writable one, and is not meant.
 */
export function isReadOnlyFileSystem(directory: string, facts: FileSystemFacts = systemFileSystemFacts): boolean {
  const mount = findMount(facts.realPath(directory), parseMountinfo(facts.mountinfo() ?? ""));
  return mount !== undefined && LOCAL_TYPES.test(mount.type) && mount.superOptions.includes("ro");
}

/**
 * Refuses a directory with a hazard, unless that was asked for.
 *
 * @throws `KEYED_STORE_OPEN_FAILED` naming the hazard and the option that allows it
 */
export function requireSafeFileSystem(
  directory: string,
  allowUnsafe: boolean,
  facts: FileSystemFacts = systemFileSystemFacts,
): void {
  const hazard = allowUnsafe ? undefined : findFileSystemHazard(directory, facts);
  if (hazard === undefined) return;
  throw new KeyedStoreError(
    "KEYED_STORE_OPEN_FAILED",
    `directory ${directory} is not safe for a store: ${hazard}. Choose a directory on a local disk, or, if one process on one machine uses it at a time, pass allowUnsafeFileSystem: true (--allow-unsafe-file-system on the command line).`,
    { path: directory },
  );
}

function findRemoteFileSystemType(path: string, facts: FileSystemFacts): FileSystemType | undefined {
  if (/^\\\\(\?\\UNC\\|[^?.\\])/i.test(path)) return "a network share";
  const mount = findMount(path, parseMountinfo(facts.mountinfo() ?? ""));
  if (mount !== undefined) return isRemoteMount(mount) ? mount.type : undefined;
  const number = facts.typeNumber(path);
  return number === undefined ? findRemoteMacMountType(path) : REMOTE_NUMBERS.get(number);
}

function isRemoteMount(mount: Mount): boolean {
  return REMOTE_TYPES.test(mount.type) && !LOCAL_FUSE.test(mount.type) && !isContainerRootMount(mount);
}

/**
 * Whether this is the root of a container in a virtual machine (Kata: one subtree of what the machine is given) or of one
 * in gVisor (its kernel speaks to its own file server, and trusts that nobody else changes a file). The files are in use
 * by that one container. A machine whose root is a directory of its host has all of the share as root.
 */
function isContainerRootMount({ point, root, type, superOptions }: Mount): boolean {
  if (point !== "/") return false;
  if (type === "9p" && superOptions.includes("trans=fd"))
    return !superOptions.some((it) => it.startsWith("cache=remote"));
  return (type === "virtiofs" || type === "9p") && root !== "/";
}

/** The system as it is. */
export const systemFileSystemFacts: FileSystemFacts = {
  realPath: (path) => resolveRealPath(path),
  mountinfo() {
    try {
      return process.platform === "linux" ? readFileSync("/proc/self/mountinfo", "utf8") : undefined;
    } catch {
      return undefined;
    }
  },
  typeNumber(path) {
    try {
      // The number is signed on some systems, and only its lower half is the type.
      return process.platform === "linux" ? statfsSync(path).type >>> 0 : undefined;
    } catch {
      return undefined;
    }
  },
  getPathKind(path) {
    try {
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat?.isDirectory() === true ? "directory" : stat?.isFile() === true ? "file" : undefined;
    } catch {
      return undefined;
    }
  },
  getEnvironmentVariable: (name) => (process.platform === "win32" ? process.env[name] : undefined),
};
