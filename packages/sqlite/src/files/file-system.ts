import { statfsSync } from "node:fs";
import { openRefused } from "./file-failure.js";

/** File systems that Linux names by these numbers, on which locks or shared memory may not reach all who use a file. */
const REMOTE: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x01021997, "9P"],
  [0x65735546, "FUSE"],
  [0x00c36400, "Ceph"],
  [0x5346414f, "AFS"],
  [0x0bd00bd0, "Lustre"],
  [0x47504653, "GPFS"],
]);

/** Directories that a program copies to other machines, file by file, while they are in use. */
const SYNCED =
  /(?:^|[\\/])(?<name>Dropbox|OneDrive(?: - [^\\/]+)?|Google ?Drive|iCloudDrive|Mobile Documents|CloudStorage)(?=[\\/]|$)/i;

/** What is unsafe about keeping a database in a directory, as far as it can be told; undefined for nothing. */
export function unsafety(directory: string, fileSystem: number = typeOf(directory)): string | undefined {
  const remote = process.platform === "linux" ? REMOTE.get(fileSystem) : undefined;
  if (remote !== undefined) return `it is on a ${remote} file system, where locks may not reach all who use it`;
  if (/^[\\/]{2}[^\\/?.]/.test(directory)) return "it is on another machine, where locks may not reach all who use it";
  const synced = SYNCED.exec(directory)?.groups?.["name"];
  if (synced !== undefined) return `${synced} copies files while they are in use, which may damage them`;
  return undefined;
}

/**
 * Refuses a directory in which a database may come to harm (KS-SHARE-1 cannot be kept there).
 *
 * @throws `KEYED_STORE_OPEN_FAILED` it is on a network file system or in a directory that a cloud service synchronises
 */
export function demandSafeFileSystem(directory: string): void {
  const why = unsafety(directory);
  if (why === undefined) return;
  throw openRefused(
    directory,
    `${directory} is no safe place for a store: ${why}. Choose a local directory, or open it with allowUnsafeFileSystem: true.`,
  );
}

function typeOf(directory: string): number {
  return statfsSync(directory).type >>> 0;
}
