import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { platform } from "node:process";
import { type FileSystemType, findMount, type Mount } from "./mount-table.js";

/** What is to be known of a Mac; tests bring their own. */
export interface MacMountFacts {
  readonly platform: string;
  /** The device that a path is on; undefined where there is no such path. */
  getDevice(path: string): number | undefined;
  /** What `/sbin/mount` prints. */
  readMountOutput(): string;
}

/** Types of which other machines may hold the same files, or programs that show what they like. */
const REMOTE = /^(smbfs|nfs|afpfs|webdav|ftp|acfs|macfuse|osxfuse|fuse-t|fusefs)/;

/** Where the system mounts what is not of this machine, and the disks that it starts from. */
const ELSEWHERE = /^\/(Volumes|Network|System\/Volumes\/Data\/(home|Network))\//;
const OWN = ["/", "/System/Volumes/Data"];

/**
 * The type of the file system of a path on a Mac, if other machines may use it too. A Mac tells the type to programs alone, so
 * one is started, for 5 ms; and only where the path is on another disk than the system's.
 */
export function findRemoteMacMountType(
  path: string,
  facts: MacMountFacts = systemMacMountFacts,
): FileSystemType | undefined {
  if (facts.platform !== "darwin" || isOnSystemDisk(path, facts)) return undefined;
  const type = findMount(path, parseMacMounts(facts.readMountOutput()))?.type ?? "";
  return REMOTE.test(type) ? type : undefined;
}

function isOnSystemDisk(path: string, { getDevice }: MacMountFacts): boolean {
  if (ELSEWHERE.test(path)) return false;
  const here = getDevice(path);
  return here !== undefined && OWN.some((own) => getDevice(own) === here);
}

/** Reads what `mount` prints on a Mac: `source on point (type, option, …)`; lines that make no sense are left out. */
export function parseMacMounts(mountOutput: string): Mount[] {
  return mountOutput.split("\n").flatMap((line) => {
    const [, point, options] = /^.*? on (\/.*) \(([^()]+)\)$/.exec(line) ?? [];
    const type = options?.split(",")[0];
    return point === undefined || type === undefined ? [] : [{ point, type, root: "/", superOptions: [] }];
  });
}

const systemMacMountFacts: MacMountFacts = {
  platform,
  getDevice(path) {
    return statSync(path, { throwIfNoEntry: false })?.dev;
  },
  readMountOutput: () => spawnSync("/sbin/mount", { encoding: "utf8", timeout: 5_000 }).stdout ?? "",
};
