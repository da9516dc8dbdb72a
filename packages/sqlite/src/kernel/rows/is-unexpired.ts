import type { EpochMs } from "@keyed-store/core";
import type { SqliteValue } from "../../driver/driver.js";

/** Whether an expiry lies ahead; at its exact millisecond an entry is gone (KS-TTL-2). */
export function isUnexpired(expiresAt: SqliteValue | undefined, now: EpochMs): boolean {
  return expiresAt === null || Number(expiresAt) > now;
}
