import type { NamespaceRef } from "../backend/namespace-ref.js";
import type { Notice } from "../contract/store-event.js";
import type { CapContext, CapScope } from "./cap-context.js";
import { crossesNearFullThreshold } from "./crosses-near-full-threshold.js";
import { namespaceFullError, ownerFullError, transactionTooLargeError } from "./full-errors.js";

/**
 * Checks the caps when all steps of a transaction are done, and evicts what is above them: in each namespace first, and
 * then in the owner (KS-CAP-1, KS-CAP-2).
 *
 * @param namespacesWithNewKeys the namespaces of the steps that added a key, one of each namespace, all of one owner
 * @returns the notices of what was evicted or is nearly full
 * @throws `KEYED_STORE_LIMIT_EXCEEDED` there is no room; the transaction, evictions and all, must not happen
 */
export function enforceCaps(namespacesWithNewKeys: Iterable<NamespaceRef>, context: CapContext): Notice[] {
  const spaces = [...namespacesWithNewKeys];
  const [first] = spaces;
  const caps = [...spaces.map(createNamespaceCap), ...(first === undefined ? [] : [createOwnerCap(first, context)])];
  const evictions = caps.flatMap((cap) => evictExcessOrThrowFull(context, cap));
  return [...evictions, ...caps.flatMap((cap) => listNearFullNotices(context, cap))];
}

interface Cap {
  readonly name: "namespace" | "owner";
  readonly scope: CapScope;
  readonly maxEntries: number;
  readonly rejectsWhenFull: boolean;
  /** The error for a cap without room, where there were `before` entries before. */
  readonly createError: (before: number) => Error;
}

function createNamespaceCap(ref: NamespaceRef): Cap {
  const { owner, namespace, maxEntries, overflow } = ref;
  const rejectsWhenFull = overflow === "reject-new";
  const createError = (before: number): Error =>
    rejectsWhenFull ? namespaceFullError(ref, before) : transactionTooLargeError(ref);
  return {
    name: "namespace",
    scope: { owner, namespace },
    maxEntries,
    rejectsWhenFull,
    createError,
  };
}

function createOwnerCap(ref: NamespaceRef, context: CapContext): Cap {
  const { owner, maxEntriesPerOwner, ownerOverflow } = ref;
  const createError = (): Error => ownerFullError(ref, context.listNamespaces(owner));
  return {
    name: "owner",
    scope: { owner },
    maxEntries: maxEntriesPerOwner,
    rejectsWhenFull: ownerOverflow === "reject",
    createError,
  };
}

function evictExcessOrThrowFull(
  context: CapContext,
  { name, scope, maxEntries, rejectsWhenFull, createError }: Cap,
): Notice[] {
  const { before, after } = context.countLive(scope);
  const excess = after - maxEntries;
  if (excess <= 0) return [];
  if (rejectsWhenFull) throw createError(before);
  const evicted = context.evict(scope, excess);
  if (evicted.length < excess) throw createError(before);
  return [...new Set(evicted)].map((namespace) => {
    const count = evicted.filter((each) => each === namespace).length;
    return { type: "evicted", owner: scope.owner, namespace, count, cap: name };
  });
}

/** The notice of a cap that rejects, when the transaction, its evictions done, brought it near to that. */
function listNearFullNotices(context: CapContext, { scope, maxEntries, rejectsWhenFull }: Cap): Notice[] {
  if (!rejectsWhenFull) return [];
  const { before, after } = context.countLive(scope);
  return crossesNearFullThreshold(before, after, maxEntries)
    ? [{ type: "near-full", ...scope, entries: after, maxEntries }]
    : [];
}
