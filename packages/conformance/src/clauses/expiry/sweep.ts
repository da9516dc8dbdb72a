import { expectMentions, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { listKeys } from "../../harness/operations.js";

export const sweep: Group = {
  title: "Sweeping",
  cases: [
    createCase(
      "KS-TTL-5",
      "sweepExpired removes what expired, of every owner and namespace, and nothing else",
      async ({ open, keyed, clock }) => {
        const store = await open();
        for (const owner of ["a", "b"]) {
          for (const namespace of ["c", "d"]) {
            const each = keyed(store, { owner, namespace });
            await each.register("expired", 1, { ttlMs: 10 });
            await each.register("exactly", 1, { ttlMs: 11 });
            await each.register("live", 1, { ttlMs: 12 });
            await each.register("for ever", 1);
          }
        }
        clock.advance(11);
        same(await store.sweepExpired(), { removed: 8, more: false }, "the first sweep");
        same(await store.sweepExpired(), { removed: 0, more: false }, "the second sweep");
        clock.advance(-11);
        same(
          listKeys(await keyed(store, { owner: "a", namespace: "c" }).entries()),
          ["live", "for ever"],
          "what the sweep left",
        );
      },
    ),
    createCase(
      "KS-TTL-5",
      "a sweep removes at most limit rows, oldest expiry first, and says whether more are left",
      async ({ open, keyed, clock }) => {
        const store = await open();
        const [a, b] = [keyed(store, { namespace: "a" }), keyed(store, { namespace: "b" })];
        await a.register("third", 1, { ttlMs: 30 });
        await b.register("second", 1, { ttlMs: 20 });
        await a.register("first", 1, { ttlMs: 10 });
        clock.advance(30);
        same(await store.sweepExpired({ limit: 2 }), { removed: 2, more: true }, "the first sweep");
        // An entry whose row is gone cannot come back with the clock.
        clock.advance(-30);
        same(
          [await a.lookup("first"), await b.lookup("second")],
          [undefined, undefined],
          "the values of the oldest expiry",
        );
        clock.advance(30);
        same(await store.sweepExpired({ limit: 2 }), { removed: 1, more: false }, "the second sweep");
      },
    ),
    createCase(
      "KS-TTL-5",
      "the limit is 1,024 unless given",
      async ({ open, keyed, clock }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 2000 } });
        const many = keyed(store, { maxEntries: 2000 });
        await Promise.all(Array.from({ length: 1030 }, (_, index) => many.register(`${index}`, 1, { ttlMs: 10 })));
        clock.advance(10);
        same(await store.sweepExpired(), { removed: 1024, more: true }, "the first sweep");
        same(await store.sweepExpired({ limit: 6 }), { removed: 6, more: false }, "a sweep of exactly what is left");
      },
      { faces: "store" },
    ),
    createCase(
      "KS-TTL-5",
      "a limit that is no whole number from 1 is refused",
      async ({ open }) => {
        const store = await open();
        for (const limit of [0, -1, 1.5, Number.NaN, "10", null]) {
          const error = await failsWith(
            "INVALID_INPUT",
            () => store.sweepExpired({ limit: limit as number }),
            "sweepExpired",
          );
          expectMentions(error.message, ["limit"], "the message");
        }
      },
      { faces: "store" },
    ),
    createCase(
      "KS-TTL-5",
      "a sweep that removed something is an event",
      async ({ open, keyed, clock, events }) => {
        const store = await open();
        await keyed(store).register("key", 1, { ttlMs: 10 });
        clock.advance(10);
        await store.sweepExpired();
        await store.flush();
        const swept = events.filter((event) => event.type === "swept");
        ok(
          swept.some((event) => event.removed === 1 && !event.more),
          `no such event among ${JSON.stringify(events)}`,
        );
      },
      { faces: "store" },
    ),
  ],
};
