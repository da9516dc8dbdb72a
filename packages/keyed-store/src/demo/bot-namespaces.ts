import type { KeyedStore, OwnerScope, StateStore } from "@keyed-store/core";

const HOUR = 3_600_000;

/** The owner of all that the bot keeps. */
export const BOT = "chat-bot";

/** Room for all that the namespaces may hold, and less than would hide a leak. */
export const LIMITS = { maxEntriesPerOwner: 200_000 };

/** What the bot did about an event. */
export interface JournalEntry {
  readonly event: string;
  readonly outcome: EventOutcome;
}

/** What can come of an event. */
export type EventOutcome =
  /** A message that asks the bot; one in a thread where it takes part; any other. */
  | "answered"
  | "followed"
  | "overheard"
  /** Buttons were shown; one was pressed by its owner in time; by somebody else; after it was used or its time was over. */
  | "shown"
  | "accepted"
  | "refused"
  | "stale"
  /** An approval was asked for; decided; decided in vain, as the gateway was away; decided when none was waiting. */
  | "asked"
  | "decided"
  | "postponed"
  | "pointless"
  /** Somebody was welcomed; or was welcomed before. */
  | "welcomed"
  | "known";

/** A button waits for its owner; using it uses up those it was shown with. */
export interface Button {
  readonly owner: string;
  readonly group: readonly string[];
}

/** All that the bot keeps, a namespace for each purpose. */
export interface BotNamespaces {
  readonly scope: OwnerScope;
  /** Which events were handled: one entry an event, for as long as the source may deliver it again. */
  readonly seen: KeyedStore<true>;
  /** What was done, one entry each time something was done: an event handled twice would be here twice. */
  readonly journal: KeyedStore<JournalEntry>;
  /** How many events of a channel were handled: one handled twice would be counted twice. */
  readonly totals: KeyedStore<number>;
  /** The threads in which the bot takes part, until nobody has written for a day. */
  readonly threads: KeyedStore<true>;
  readonly buttons: KeyedStore<Button>;
  readonly approvals: KeyedStore<string>;
  readonly members: KeyedStore<true>;
}

/** The bot's namespaces in an open store. */
export function openBotNamespaces(store: StateStore): BotNamespaces {
  const scope = store.owner(BOT);
  return {
    scope,
    seen: scope.openKeyedStore({ namespace: "seen", maxEntries: 50_000, defaultTtlMs: 7 * 24 * HOUR }),
    journal: scope.openKeyedStore({ namespace: "journal", maxEntries: 50_000 }),
    totals: scope.openKeyedStore({ namespace: "totals", maxEntries: 1000 }),
    threads: scope.openKeyedStore({ namespace: "threads", maxEntries: 10_000, defaultTtlMs: 24 * HOUR }),
    buttons: scope.openKeyedStore({ namespace: "buttons", maxEntries: 10_000 }),
    approvals: scope.openKeyedStore({ namespace: "approvals", maxEntries: 10_000 }),
    members: scope.openKeyedStore({ namespace: "members", maxEntries: 50_000 }),
  };
}
