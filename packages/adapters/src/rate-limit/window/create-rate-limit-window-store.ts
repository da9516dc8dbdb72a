import { invalidInputError } from "@keyed-store/core";
import type { Count } from "../counters/counters.js";
import type { FailOpenRunner } from "../counters/fail-open-runner.js";
import { type CounterNamespace, openCounters } from "../counters/open-counters.js";
import { toCounterKey } from "../counters/to-counter-key.js";
import { toDurationMsOrNever } from "../counters/to-duration-ms-or-never.js";
import type { WindowCount, WindowStore } from "./window-store.js";

/** The store of a limiter with fixed windows, whose length the host tells when it takes the store. */
export function createRateLimitWindowStore(
  namespace: CounterNamespace<number>,
  runFailOpen: FailOpenRunner,
  hostCall: string,
): WindowStore {
  const counters = openCounters(namespace);
  let windowMs: number | undefined;

  const checkWindow = (): number => {
    if (windowMs !== undefined) return windowMs;
    throw invalidInputError(
      "increment",
      `The store has not been told its window. Pass it to ${hostCall} as \`store\`.`,
    );
  };
  const toWindow = ({ count, expiresAt }: Count): WindowCount => ({
    totalHits: count,
    // A counter without an end is none of ours; the host wants one all the same.
    resetTime: new Date(expiresAt ?? namespace.clock() + checkWindow()),
  });

  return {
    localKeys: false,
    prefix: `${namespace.owner}/${namespace.namespace}:`,
    init(options) {
      const given = toDurationMsOrNever(options.windowMs);
      if (given !== null && Number.isFinite(options.windowMs)) {
        windowMs = given;
        return;
      }
      throw invalidInputError("init", `windowMs must be a number of milliseconds above 0, was ${options.windowMs}.`);
    },
    async get(key) {
      const found = await counters.read(toCounterKey(key, "get"));
      return found && toWindow(found);
    },
    increment: (key) =>
      runFailOpen(
        async () => toWindow(await counters.add(toCounterKey(key, "increment"), 1, checkWindow())),
        () => toWindow({ count: 0, expiresAt: undefined }),
      ),
    decrement: (key) =>
      runFailOpen(
        async () => counters.takeBack(toCounterKey(key, "decrement")),
        () => undefined,
      ),
    async resetKey(key) {
      await counters.reset(toCounterKey(key, "resetKey"));
    },
    resetAll: counters.resetAll,
    shutdown: counters.close,
  };
}
