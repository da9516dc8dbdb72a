import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyedStore } from "../src/contract/keyed-store.js";
import type { SyncKeyedStore } from "../src/contract/sync-keyed-store.js";
import { busy } from "./support/fake-provider.js";
import { openFake } from "./support/open-fake.js";

/** An operation as data: what to do, and what a plain Map says it comes to. */
type Op =
  | { readonly kind: "register"; readonly key: string; readonly value: number }
  | { readonly kind: "registerIfAbsent"; readonly key: string; readonly value: number }
  | { readonly kind: "add"; readonly key: string; readonly value: number }
  | { readonly kind: "lookup" | "consume" | "delete"; readonly key: string }
  | { readonly kind: "lookupMany" }
  | { readonly kind: "count" };

const KEYS = ["a", "b", "c"];
const key = fc.constantFrom(...KEYS);
const value = fc.nat(9);
const op: fc.Arbitrary<Op> = fc.oneof(
  fc.record({ kind: fc.constantFrom("register" as const, "registerIfAbsent" as const, "add" as const), key, value }),
  fc.record({ kind: fc.constantFrom("lookup" as const, "consume" as const, "delete" as const), key }),
  fc.record({ kind: fc.constantFrom("lookupMany" as const, "count" as const) }),
);

function model(map: Map<string, number>, op: Op): unknown {
  switch (op.kind) {
    case "register":
      map.set(op.key, op.value);
      return undefined;
    case "registerIfAbsent":
      if (map.has(op.key)) return false;
      map.set(op.key, op.value);
      return true;
    case "add":
      map.set(op.key, (map.get(op.key) ?? 0) + op.value);
      return true;
    case "lookup":
      return map.get(op.key);
    case "consume": {
      const found = map.get(op.key);
      map.delete(op.key);
      return found;
    }
    case "delete":
      return map.delete(op.key);
    case "lookupMany":
      return KEYS.map((key) => map.get(key));
    case "count":
      return map.size;
  }
}

function issue(store: KeyedStore<number> | SyncKeyedStore<number>, op: Op): unknown {
  switch (op.kind) {
    case "register":
      return store.register(op.key, op.value);
    case "registerIfAbsent":
      return store.registerIfAbsent(op.key, op.value);
    case "add":
      return store.update(op.key, (current = 0) => current + op.value);
    case "lookupMany":
      return store.lookupMany(KEYS);
    case "count":
      return store.count();
    default:
      return store[op.kind](op.key);
  }
}

const OPTIONS = { namespace: "n", maxEntries: 10 };

describe("KS-ATOM-3 operations take effect in the order of issue", () => {
  it("whatever is awaited, synchronous or asynchronous, and however often the backend is busy", async () => {
    const turn = fc.record({ op, how: fc.constantFrom("later", "later", "later", "now", "await") });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 30 }), fc.infiniteStream(fc.boolean()), async (turns, luck) => {
        const { store, scheduler } = await openFake({
          before: () => {
            if (luck.next().value) throw busy();
          },
        });
        const later = store.openKeyedStore<number>(OPTIONS);
        const now = store.openSyncKeyedStore<number>(OPTIONS);
        const map = new Map<string, number>();
        const expected: unknown[] = [];
        const got: unknown[] = [];
        for (const { op, how } of turns) {
          expected.push(model(map, op));
          got.push(issue(how === "now" ? now : later, op));
          if (how === "await") await scheduler.run();
        }
        await scheduler.run();
        expect(await Promise.all(got)).toEqual(expected);
        expect(scheduler.timers).toBe(0);
      }),
    );
  });

  it("whenever a backend answers that answers later", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(op, { maxLength: 20 }), async (scheduler, ops) => {
        let atWork = 0;
        const later = async <R>(work: () => R): Promise<R> => {
          expect(++atWork).toBe(1);
          await scheduler.schedule(Promise.resolve("asked"));
          const answer = work();
          await scheduler.schedule(Promise.resolve("done"));
          atWork--;
          return answer;
        };
        const { store } = await openFake({ later, capabilities: { synchronous: false } });
        const keyed = store.openKeyedStore<number>(OPTIONS);
        const map = new Map<string, number>();
        const expected: unknown[] = [];
        const got: unknown[] = [];
        scheduler.scheduleSequence(
          ops.map((op) => async () => {
            expected.push(model(map, op));
            got.push(issue(keyed, op));
          }),
        );
        await scheduler.waitAll();
        await scheduler.waitFor(Promise.all(got));
        expect(await Promise.all(got)).toEqual(expected);
        expect(got.length).toBe(ops.length);
      }),
    );
  });
});
