import { checkOptions, type OptionValues } from "@keyed-store/core";
import type { BoundedNamespaceOptions } from "../shared/bounded-namespace.js";
import { checkDuration } from "../shared/check-duration.js";

/** Where events are kept, how many, and how long. */
export interface McpEventStoresOptions extends Omit<BoundedNamespaceOptions, "overflow"> {
  /** The most events of all sessions together, a whole number from 1; over it, the oldest go. Default 10,000. */
  readonly maxEntries?: number | undefined;
  /** How long an event can be replayed, in milliseconds, a whole number from 1. Default one hour. */
  readonly ttlMs?: number | undefined;
}

/** What {@link McpEventStoresOptions} come to. */
export interface ParsedMcpEventStoresOptions {
  /** Those of the events' namespace; their values are checked where it is opened. */
  readonly namespaceOptions: Readonly<OptionValues>;
  /** How long an event lives, in milliseconds. */
  readonly eventTtlMs: number;
}

/** The options, checked, and with what they leave out. */
export function parseMcpEventStoresOptions(options: unknown, operationName: string): ParsedMcpEventStoresOptions {
  const names = ["owner", "namespace", "maxEntries", "ttlMs"];
  const {
    maxEntries = 10_000,
    ttlMs,
    ...ownerAndNamespace
  } = checkOptions(options, names, `${operationName} options`, operationName);
  return {
    namespaceOptions: { ...ownerAndNamespace, maxEntries, overflow: "evict-oldest" },
    eventTtlMs: checkDuration(ttlMs, "ttlMs", operationName) ?? 3_600_000,
  };
}
