import type { Notice } from "../contract/store-event.js";
import type { Command } from "./command.js";

/**
 * Commands that happen together or not at all. One command is the common case. Several come from `atomic()`: they are
 * `check`, `put`, `delete`, `consume`, `increment` and `touch` on namespaces of one owner, run in order, and the caps are enforced once, at the end.
 */
export type Transaction = readonly [Command, ...Command[]];

/** What a command results in; `ResultOf` says which type each kind of command has. */
export type CommandResult = unknown;

/** The results of a transaction's commands, in their order. */
export type TransactionResults = readonly CommandResult[];

/** What became of one transaction (KS-ATOM-2: unless it is `done`, it changed nothing). */
export type Outcome =
  | { readonly status: "done"; readonly results: TransactionResults; readonly notices?: readonly Notice[] }
  | { readonly status: "unmet" }
  | { readonly status: "failed"; readonly error: Error };
