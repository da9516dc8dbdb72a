/*
 * What the page and its server say to each other: a POST of a JSON object to `/api/<operation>`, answered with one of these. Times are
 * milliseconds since the epoch, sizes bytes. A name that ends with `Shown` is text in which nothing is hidden; only that is displayed.
 */

/** How the store is. */
export type StoreCondition = "open" | "empty" | "missing" | "locked" | "damaged" | "closed" | "refused";

/** Why something could not be done, in a sentence. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Where it is the store as a whole that cannot be used. */
  readonly condition?: StoreCondition;
}

/** A namespace and how full it is. */
export interface NamespaceSummary {
  readonly namespace: string;
  readonly entries: number;
}

/** An owner and how full it is. */
export interface OwnerSummary {
  readonly owner: string;
  readonly ownerShown: string;
  readonly entries: number;
  readonly namespaces: readonly NamespaceSummary[];
}

/** The engine at work, why it was chosen, and why others were not. */
export interface EngineSummary {
  readonly engine: string;
  readonly reason: string;
  readonly rejected: readonly {
    readonly name: string;
    readonly stage: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** The answer to `overview`. */
export interface Overview {
  readonly condition: StoreCondition;
  /** The condition in a sentence. */
  readonly sentence: string;
  readonly now: number;
  readonly databaseShown: string;
  readonly databaseBytes?: number;
  readonly logBytes?: number;
  readonly isWritable: boolean;
  readonly isRevealed: boolean;
  /** The most entries an owner may have, where the inspector was told. */
  readonly quota?: number;
  readonly engine?: EngineSummary;
  readonly entries: number;
  /** Those whose name has the text that was asked for, in byte order, the first of them where there are many. */
  readonly owners: readonly OwnerSummary[];
  /** How many owners there are that have it. */
  readonly ownersFound: number;
}

/** An entry without its value. */
export interface EntryRow {
  readonly key: string;
  readonly keyShown: string;
  /** Absent where the entry is damaged. */
  readonly version?: number;
  readonly createdAt?: number;
  readonly expiresAt?: number;
  readonly bytes?: number;
  /** Why it cannot be read. */
  readonly damage?: string;
}

/** The answer to `entries`. */
export interface EntryPage {
  readonly now: number;
  /** Live entries of the namespace. */
  readonly entries: number;
  readonly rows: readonly EntryRow[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string | number;
}

/** One place of the tree: a folder of keys, or an entry. */
export type KeyFolderItem = { readonly folder: string; readonly folderShown: string } | EntryRow;

/** The answer to `tree`. */
export interface KeyFolderPage {
  readonly now: number;
  /** Live entries of the namespace. */
  readonly entries: number;
  readonly items: readonly KeyFolderItem[];
  readonly next?: string;
}

/** A value as text. */
export interface ValueText {
  /** Over several lines. */
  readonly pretty: string;
  readonly raw: string;
}

/** The answer to `entry`: `row` is absent where there is no such entry, `value` where values are hidden. */
export interface EntryDocument {
  readonly now: number;
  readonly row?: EntryRow;
  readonly value?: ValueText;
}

/** The answer to `put`, `expire` and `delete`: where it was not done, what is there instead. */
export interface WriteOutcome {
  readonly isDone: boolean;
  readonly present: EntryDocument;
}

/** A process that has the store open or waits for it. */
export interface SessionSummary {
  readonly process: string;
  readonly host: string;
  readonly backend: string;
  readonly doing: string;
  readonly liveness: string;
  readonly since?: number;
  /** Whether it is the inspector itself. */
  readonly isOwn: boolean;
}

/** The answer to `sessions`. */
export interface SessionList {
  readonly sessions: readonly SessionSummary[];
}

/** The answer to `count`. */
export interface EntryCount {
  readonly count: number;
}

/** The answer to `sweep`: how many expired entries were removed. */
export interface SweepOutcome {
  readonly removed: number;
}

/** A namespace, as it is named in requests. */
export interface NamespaceAddress {
  readonly owner: string;
  readonly namespace: string;
}

/** What a page shows of a namespace: what is asked of `entries` or `tree`, but for the namespace. */
export interface ShownRequest {
  readonly operation: "entries" | "tree";
  readonly prefix: string;
  readonly after?: string | number;
  /** Of `entries`. */
  readonly order?: string;
  /** Of `tree`. */
  readonly delimiter?: string;
  /** How many keys with the prefix are counted at most, where that is shown too. */
  readonly most?: number;
}

/** What is asked of `live`: to follow a namespace and what is shown of it, or, without one, the store alone. */
export interface WatchRequest {
  readonly owner?: string;
  readonly namespace?: string;
  readonly shown?: ShownRequest;
  /** The entry that is open beside what is shown. */
  readonly openKey?: string;
  /** As for `overview`. */
  readonly ownerText?: string;
}

/** All that a page shows of a namespace, read at once. */
export interface ShownDocument {
  readonly overview: Overview;
  readonly page: EntryPage | KeyFolderPage;
  readonly count?: number;
  readonly open?: EntryDocument & { readonly key: string };
}

/** What comes through `live`, an event a line. */
export type LiveEvent =
  | {
      readonly type: "change";
      readonly key: string;
      readonly keyShown: string;
      readonly isGone: boolean;
      readonly at: number;
    }
  /** What is shown, as it is now. */
  | { readonly type: "shown"; readonly document: ShownDocument }
  /** Where the store alone is followed: something in it may have changed. */
  | { readonly type: "moved" }
  | { readonly type: "event"; readonly name: string; readonly text: string; readonly at: number }
  | { readonly type: "failed"; readonly failure: Failure };
