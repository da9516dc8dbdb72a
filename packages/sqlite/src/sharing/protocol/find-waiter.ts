import { firstLiving, type Holder } from "./blocking-session.js";
import { waitsFor } from "./queue.js";
import type { Party } from "./session-context.js";

/** Someone who waits to be in without this session. */
export function wantedBy(party: Party): Holder | undefined {
  return firstLiving(party, (names) => names.find((name) => waitsFor(party, name)));
}
