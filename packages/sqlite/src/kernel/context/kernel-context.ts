import type { Notice } from "@keyed-store/core";
import type { Statements } from "../../sql/statements.js";
import type { Ledgers } from "../counters/counter-cache.js";
import type { NamespaceLedger } from "../counters/counters.js";
import type { NamespaceIds } from "../counters/namespace-ids.js";
import type { Versions } from "../counters/version-allocator.js";
import type { Additions } from "./growth.js";

/** What a command has at hand while it runs. */
export interface Work {
  readonly sql: Statements;
  /** Counters and rules of the namespaces that are written to; only under the write lock. */
  readonly ledgers: Ledgers;
  readonly versions: Versions;
  readonly ids: NamespaceIds;
  /** The one reading of the clock that the whole batch goes by. */
  now: number;
  /** What the transaction at work has to tell beside its result. */
  notices: Notice[];
  /** The one namespace that owes evictions. */
  indebted: NamespaceLedger | undefined;
  /** Set while the steps of an `atomic()` run: caps are judged when all are done. */
  additions: Additions | undefined;
}
