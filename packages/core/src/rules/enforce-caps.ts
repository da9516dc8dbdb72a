import type { Space } from "../backend/namespace-ref.js";
import type { Notice } from "../contract/store-event.js";
import type { Room, Within } from "./cap-context.js";
import { namespaceFull, ownerFull, tooManyAtOnce } from "./full-errors.js";
import { crossesNearFull } from "./near-full.js";

/**
 * Judges the caps when all steps of a transaction are done, and evicts what they want evicted: each namespace first, and
 * then the owner with what is left (KS-CAP-1, KS-CAP-2).
 *
 * @param grown the spaces of the steps that added a key, one of each namespace, all of one owner
 * @returns what there is to tell
 * @throws `KEYED_STORE_LIMIT_EXCEEDED` there is no room; the transaction, evictions and all, must not happen
 */
export function judgeCaps(grown: Iterable<Space>, room: Room): Notice[] {
  const spaces = [...grown];
  const [first] = spaces;
  const caps = [...spaces.map(namespaceCap), ...(first === undefined ? [] : [ownerCap(first)])];
  const evictions = caps.flatMap((cap) => makeRoom(room, cap));
  return [...evictions, ...caps.flatMap((cap) => nearFull(room, cap))];
}

interface Cap {
  readonly name: "namespace" | "owner";
  readonly within: Within;
  readonly most: number;
  readonly refuses: boolean;
  /** Why there is no room where there were so many entries before. */
  readonly full: (before: number) => Error;
}

function namespaceCap(space: Space): Cap {
  const { owner, namespace, maxEntries, overflow } = space;
  const refuses = overflow === "reject-new";
  const full = (before: number): Error => (refuses ? namespaceFull(space, before) : tooManyAtOnce(space));
  return { name: "namespace", within: { owner, namespace }, most: maxEntries, refuses, full };
}

function ownerCap(space: Space): Cap {
  const { owner, maxEntriesPerOwner, ownerOverflow } = space;
  const full = (before: number): Error => ownerFull(space, before);
  return { name: "owner", within: { owner }, most: maxEntriesPerOwner, refuses: ownerOverflow === "reject", full };
}

function makeRoom(room: Room, { name, within, most, refuses, full }: Cap): Notice[] {
  const { before, after } = room.census(within);
  const excess = after - most;
  if (excess <= 0) return [];
  if (refuses) throw full(before);
  const evicted = room.evict(within, excess);
  if (evicted.length < excess) throw full(before);
  return [...new Set(evicted)].map((namespace) => {
    const count = evicted.filter((each) => each === namespace).length;
    return { type: "evicted", owner: within.owner, namespace, count, cap: name };
  });
}

/** What to tell of a cap that refuses, when the transaction, its evictions done, brought it near to that. */
function nearFull(room: Room, { within, most, refuses }: Cap): Notice[] {
  if (!refuses) return [];
  const { before, after } = room.census(within);
  return crossesNearFull(before, after, most)
    ? [{ type: "near-full", ...within, entries: after, maxEntries: most }]
    : [];
}
