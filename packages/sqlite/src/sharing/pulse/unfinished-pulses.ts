import { readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { isUnfinishedPulse } from "./pulse-name.js";

/** The names in a directory under which pulses are being made, or were when their owners died. */
export function unfinishedPulses(directory: string): string[] {
  try {
    return readdirSync(directory).filter(isUnfinishedPulse);
  } catch {
    return [];
  }
}

/** Removes one of them; its owner may have finished or removed it meanwhile. */
export function removeUnfinished(directory: string, name: string): void {
  try {
    unlinkSync(join(directory, name));
  } catch {}
}
