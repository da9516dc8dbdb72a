import { lstatSync } from "node:fs";
import { getWalPath } from "../tampering/watch-store-files.js";

/**
 * What a database and its log look like from outside, without opening them: another text means that they may have changed. A log with
 * nothing in it is as good as none. `undefined` where they cannot be looked at.
 */
export function filesSignature(path: string): string | undefined {
  try {
    return `${formatFileSignature(path)} ${formatFileSignature(getWalPath(path))}`;
  } catch {
    return undefined;
  }
}

function formatFileSignature(path: string): string {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined || stat.size === 0n ? "" : `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
}
