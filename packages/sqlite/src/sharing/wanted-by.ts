import { firstLiving, type Holder } from "./holder.js";
import type { Party } from "./party.js";
import { waitsFor } from "./queue.js";

/** Someone who waits to be in without this session. */
export function wantedBy(party: Party): Holder | undefined {
  return firstLiving(party, (names) => names.find((name) => waitsFor(party, name)));
}
