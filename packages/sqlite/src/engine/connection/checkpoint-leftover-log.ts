import { lstatSync } from "node:fs";
import type { Sharing } from "../../sharing/sharing.js";
import { logOf } from "../tampering/watch-files.js";

/** Two who refuse each other have places in the queue by then, so that one of them goes first. */
const ATTEMPTS = 3;

/**
 * Brings home the log that the last two connections leave when they close at the same time: each finds the file in use
 * by the other, so that neither clears away (KS-LIFE-1). Whoever is in now, or comes first, does it; what is left in spite
 * of that is whole, and the next opening's. Never throws.
 *
 * @param closeOnce - opens a connection that is the only one, and closes it
 */
export function bringHome(path: string, sharing: Sharing, closeOnce: () => void): void {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (lstatSync(logOf(path), { throwIfNoEntry: false }) === undefined || !sharing.isAlone()) return;
      if (!sharing.tryEnter("exclusive").entered) continue;
      closeOnce();
      return;
    }
  } catch {}
}
