import type { ChangesCommand, ChangesResult, KeyVersion } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import type { NamespaceId } from "../counters/counters.js";
import { scanEntries } from "./scan.js";
import { countLiveEntries } from "./usage.js";

/** Where a namespace stands, for a watch; the caller makes sure that all of it is read at one point in time. */
export function readNamespaceChanges(
  context: KernelContext,
  { ref, after, limit, keys }: ChangesCommand,
): ChangesResult {
  const { statements, namespaceIds, now } = context;
  const id = namespaceIds.findId(ref);
  const nextExpiry = statements.firstLiveExpiry.get(id, now)?.[0];
  const oldest = statements.oldestLive.get(id, id, now)?.[0];
  const result: ChangesResult = {
    entries: limit === 0 ? [] : scanEntries(context, { kind: "scan", ref, order: "age", reverse: false, limit, after }),
    live: countLiveEntries(context, { kind: "count", ref }),
    oldest: oldest === undefined ? null : Number(oldest),
    nextExpiry: nextExpiry === undefined ? null : Number(nextExpiry),
  };
  return keys ? { ...result, keys: listLiveKeysWithVersions(context, id) } : result;
}

function listLiveKeysWithVersions({ statements, now }: KernelContext, namespaceId: NamespaceId): KeyVersion[] {
  return statements.liveKeys
    .all(namespaceId, namespaceId, now)
    .map((row) => ({ key: String(row[0]), version: Number(row[1]) }));
}
