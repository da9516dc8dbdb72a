import { DiskError } from "./disk-error.js";
import type { Host } from "./host.js";

/** @throws DiskError `EROFS` while the host refuses changes */
export function refuseChange(host: Host): void {
  if (host.refuseChanges) throw new DiskError("EROFS", "the store was opened read-only");
}
