import type { KeyedStore, Storable } from "@keyed-store/core";
import { deepEqual } from "../../../assert/deep-equal.js";
import { formatForMessage } from "../../../assert/format-for-message.js";
import { createRandom } from "../../../support/create-random.js";
import type { Role } from "./role.js";

/** How many tokens there are for all workers. */
export const TOKENS = 120;

/**
 * Mixed work: on keys of its own, where every answer is known beforehand, and on things shared with its rivals, where
 * the sum over all workers is.
 */
export const mixRole: Role = async ({ task, store, report, awaitStart }) => {
  const { below, pick } = createRandom(task.seed);
  const open = <T extends Storable<T>>(namespace: string): KeyedStore<T> =>
    store.openKeyedStore<T>({ owner: "mix", namespace, maxEntries: 500 });
  const [own, tokens, counter] = [open<unknown>("own"), open<string>("tokens"), open<number>("counter")];
  const expected = new Map<string, unknown>();
  const won: string[] = [];
  let increments = 0;
  const check = (what: string, actual: unknown, wanted: unknown): void => {
    if (!deepEqual(actual, wanted))
      report({ type: "wrong", message: `${what} gave ${formatForMessage(actual)} for ${formatForMessage(wanted)}` });
  };
  await awaitStart();
  for (let step = 0; step < task.operations; step++) {
    const key = `${task.id}:${below(8)}`;
    const value = pick<unknown>([step, "", false, null, { step, filler: "x".repeat(below(2000)) }]);
    switch (below(10)) {
      case 0:
      case 1:
        await own.register(key, value);
        expected.set(key, value);
        break;
      case 2:
        check("registerIfAbsent", await own.registerIfAbsent(key, value), !expected.has(key));
        if (!expected.has(key)) expected.set(key, value);
        break;
      case 3:
        check("lookup", await own.lookup(key), expected.get(key));
        break;
      case 4:
        check("consume", await own.consume(key), expected.get(key));
        expected.delete(key);
        break;
      case 5:
        check("delete", await own.delete(key), expected.delete(key));
        break;
      case 6:
        await counter.update("counter", (current) => (current ?? 0) + 1);
        increments++;
        break;
      case 7: {
        const token = `${below(TOKENS)}`;
        if ((await tokens.consume(token)) !== undefined) won.push(token);
        break;
      }
      case 8: {
        const committed = await store
          .owner("mix")
          .atomic()
          .register(own, key, value)
          .register(own, `${key}+`, value)
          .commit();
        check("commit", committed, { committed: true, values: [] });
        expected.set(key, value).set(`${key}+`, value);
        break;
      }
      default:
        await store.sweepExpired();
        await own.count();
    }
  }
  const mine = (await own.entries()).filter((entry) => entry.key.startsWith(`${task.id}:`));
  check("entries", Object.fromEntries(mine.map((entry) => [entry.key, entry.value])), Object.fromEntries(expected));
  report({ type: "done", increments, won });
};
