import type { Command, NamespaceRef, Notice } from "@keyed-store/core";
import { NOTICE_KIND } from "../sql/shared/operation-kind.js";
import type { AnswerNotice } from "../wire/answer.js";

/**
 * A notice of the answer in the words of the contract.
 *
 * @param more - whether a sweep has left some
 */
export function toNotice({ kind, namespace, count }: AnswerNotice, command: Command, more: boolean): Notice {
  if (kind === NOTICE_KIND.swept || !("ref" in command)) return { type: "swept", removed: count, more };
  const { owner, maxEntries, maxEntriesPerOwner }: NamespaceRef = command.ref;
  switch (kind) {
    case NOTICE_KIND.nearFullNamespace:
      return { type: "near-full", owner, namespace: namespace ?? "", entries: count, maxEntries };
    case NOTICE_KIND.nearFullOwner:
      return { type: "near-full", owner, entries: count, maxEntries: maxEntriesPerOwner };
    default: {
      const cap = kind === NOTICE_KIND.evictedByNamespace ? "namespace" : "owner";
      return { type: "evicted", owner, namespace: namespace ?? "", count, cap };
    }
  }
}
