import { readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { isUnfinishedPulseName } from "./pulse-name.js";

/** The names in a directory under which pulses are being made, or were when their owners died. */
export function listUnfinishedPulseNames(sessionDirectory: string): string[] {
  try {
    return readdirSync(sessionDirectory).filter(isUnfinishedPulseName);
  } catch {
    return [];
  }
}

/** Removes one of them; its owner may have finished or removed it meanwhile. */
export function removeUnfinishedPulse(sessionDirectory: string, pulseName: string): void {
  try {
    unlinkSync(join(sessionDirectory, pulseName));
  } catch {}
}
