import { KeyedStoreError, type Notice, type Space } from "@keyed-store/core";
import { type Data, liveIn, liveOf, type Row } from "./data.js";

interface Cap {
  readonly name: "namespace" | "owner";
  readonly option: "maxEntries" | "maxEntriesPerOwner";
  readonly most: number;
  readonly refuses: boolean;
  readonly rows: (data: Data) => Row[];
  readonly evictable: (row: Row) => boolean;
}

/** Brings a namespace that got a new entry, then its owner, down to their caps, or throws. */
export function makeRoom(before: Data, after: Data, space: Space, now: number, notices: Notice[]): void {
  keepTo(before, after, space, notices, {
    name: "namespace",
    option: "maxEntries",
    most: space.maxEntries,
    refuses: space.overflow === "reject-new",
    rows: (data) => liveIn(data, space, now),
    evictable: () => true,
  });
  keepTo(before, after, space, notices, {
    name: "owner",
    option: "maxEntriesPerOwner",
    most: space.maxEntriesPerOwner,
    refuses: space.ownerOverflow === "reject",
    rows: (data) => liveOf(data, space.owner, now),
    evictable: (row) => row.space.overflow === "evict-oldest",
  });
}

function keepTo(before: Data, after: Data, space: Space, notices: Notice[], cap: Cap): void {
  const { owner, namespace } = space;
  const rows = cap.rows(after);
  const surplus = Math.max(0, rows.length - cap.most);
  // What this transaction wrote is never evicted.
  const others = cap.refuses ? [] : rows.filter((row) => row.version <= before.version && cap.evictable(row));
  const going = others.slice(0, surplus);
  if (going.length < surplus) {
    const message = `There is no room for a new entry: ${cap.option} is ${cap.most}. Raise it, or delete entries.`;
    throw new KeyedStoreError("KEYED_STORE_LIMIT_EXCEEDED", message);
  }
  for (const { place, key } of going) after.rows.delete(place + key);
  for (const from of new Set(going.map((row) => row.space.namespace))) {
    const count = going.filter((row) => row.space.namespace === from).length;
    notices.push({ type: "evicted", owner, namespace: from, count, cap: cap.name });
  }
  const near = Math.ceil(cap.most * 0.9);
  if (cap.refuses && cap.rows(before).length < near && rows.length >= near) {
    const where = cap.name === "namespace" ? { owner, namespace } : { owner };
    notices.push({ type: "near-full", ...where, entries: rows.length, maxEntries: cap.most });
  }
}
