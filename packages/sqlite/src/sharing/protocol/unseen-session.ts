import type { Holder } from "./blocking-session.js";
import { askPast } from "./queue.js";
import type { Party, Standing } from "./session-context.js";

/** By then, whoever is in has made its record anew: it looks once a second. */
const SEEN_WITHIN_MS = 1_500;

/**
 * Looks out for a session whose record and pulse were removed, as a cleaner of old files may do. A log is left beside a
 * database by those only who have it open, or died; the dead have left their records too. So who finds a log and nobody at all
 * waits until the living must have shown themselves, and asks them meanwhile to give way.
 */
export function unseenHolder(
  hasLog: () => boolean,
  monotonic: () => number,
): (party: Party, standing: Standing) => Holder | undefined {
  let isExplained = false;
  let since: number | undefined;
  return (party, standing) => {
    const isOwn = (name: string): boolean => name.includes(party.session.nonce);
    if (isExplained || party.files.look((names) => !names.every(isOwn)) || !hasLog()) {
      isExplained = true;
      return undefined;
    }
    const now = monotonic();
    since ??= now;
    if (now - since >= SEEN_WITHIN_MS) {
      isExplained = true;
      return undefined;
    }
    const holder: Holder = { doing: "unseen", liveness: "unknown", record: "", session: undefined, pulse: undefined };
    askPast(holder, party, standing);
    return holder;
  };
}
