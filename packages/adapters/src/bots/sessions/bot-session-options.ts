import type { BoundedNamespaceOptions } from "../../shared/bounded-namespace.js";

/** Where the sessions of a bot are kept, how many, and how long. */
export interface BotSessionOptions extends BoundedNamespaceOptions {
  /** How long a session lives after its last write, in milliseconds, a whole number from 1. Default: for ever. */
  readonly ttlMs?: number | undefined;
}
