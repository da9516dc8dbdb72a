import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { platform } from "node:process";
import { findMount, type Mount } from "./mount-table.js";

/** What is to be known of a Mac; tests bring their own. */
export interface MacProbe {
  readonly platform: string;
  /** The device that a path is on; undefined where there is no such path. */
  device(path: string): number | undefined;
  /** What `/sbin/mount` prints. */
  mounts(): string;
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
export function findRemoteMacMountType(path: string, mac: MacProbe = systemMacProbe): string | undefined {
  if (mac.platform !== "darwin" || isOnOwnDisk(path, mac)) return undefined;
  const type = findMount(path, parseMacMounts(mac.mounts()))?.type ?? "";
  return REMOTE.test(type) ? type : undefined;
}

function isOnOwnDisk(path: string, { device }: MacProbe): boolean {
  if (ELSEWHERE.test(path)) return false;
  const here = device(path);
  return here !== undefined && OWN.some((own) => device(own) === here);
}

/** Reads what `mount` prints on a Mac: `source on point (type, option, …)`; lines that make no sense are left out. */
export function parseMacMounts(text: string): Mount[] {
  return text.split("\n").flatMap((line) => {
    const [, point, options] = /^.*? on (\/.*) \(([^()]+)\)$/.exec(line) ?? [];
    const type = options?.split(",")[0];
    return point === undefined || type === undefined ? [] : [{ point, type, root: "/", superOptions: [] }];
  });
}

const systemMacProbe: MacProbe = {
  platform,
  device(path) {
    return statSync(path, { throwIfNoEntry: false })?.dev;
  },
  mounts: () => spawnSync("/sbin/mount", { encoding: "utf8", timeout: 5_000 }).stdout ?? "",
};
