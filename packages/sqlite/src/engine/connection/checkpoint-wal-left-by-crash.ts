import type { Sharing } from "../../host/sharing.js";
import type { StoreHost } from "../../host/store-host.js";

/** Two sessions that refuse each other have places in the queue by then, so that one of them goes first. */
const ATTEMPTS = 3;

/**
 * Checkpoints the log that the last two connections leave when they close at the same time: each finds the file in use
 * by the other, so that neither removes the log (KS-LIFE-1). Whoever is in now, or comes first, does it. A log that is left in
 * spite of that is whole, and the next opening reads it. Never throws.
 *
 * @param openAndCloseConnection - opens a connection that is the only one, and closes it
 */
export function checkpointWalLeftByCrash(host: StoreHost, sharing: Sharing, openAndCloseConnection: () => void): void {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (!host.hasWalFile() || !sharing.isAlone()) return;
      if (!sharing.tryEnter("exclusive").entered) continue;
      openAndCloseConnection();
      return;
    }
  } catch {}
}
