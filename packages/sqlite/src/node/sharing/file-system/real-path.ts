import { realpathSync } from "node:fs";
import type { RealPath } from "../../files/state-directory.js";

/**
 * A path without symbolic links, as the system tells it: on Windows a mapped drive becomes the share it stands for. Some drives
 * there, such as disks in memory, are not known to the part of the system that is asked, which then fails: they stay what they
 * are called.
 *
 * @throws what Node throws where there is no such path
 */
export function resolveRealPath(
  path: string,
  resolveNatively: (path: string) => RealPath = realpathSync.native,
  resolveInJavaScript: (path: string) => RealPath = realpathSync,
): RealPath {
  try {
    return resolveNatively(path);
  } catch {
    return resolveInJavaScript(path);
  }
}
