import type { Atomic, KeyedStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import type { Value } from "../../harness/harness.js";
import { createOpenOptionsAt, createPlace } from "../../under-test/store-place.js";

const OPTIONS = { faces: "store" } as const;

export const atomicInput: Group = {
  title: "What atomic steps take",
  cases: [
    createCase(
      "KS-ATOM-4",
      "a bad step rejects the commit, and nothing has changed",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore<Value>(fillNamespaceOptions());
        const steps: readonly ((atomic: Atomic) => Atomic)[] = [
          (atomic) => atomic.register(keyed, "", 1),
          (atomic) => atomic.register(keyed, "key", undefined),
          (atomic) => atomic.register(keyed, "key", { deep: [Number.NaN] }),
          (atomic) => atomic.register(keyed, "key", 1, { ttlMs: 0 }),
          (atomic) => atomic.register(keyed, "key", 1, { ttl: 1 } as { ttlMs?: number }),
          (atomic) => atomic.delete(keyed, "a\u0000"),
          (atomic) => atomic.consume(keyed, "k".repeat(513)),
          (atomic) => atomic.check(keyed, "key", 1.5),
          (atomic) => atomic.check(keyed, "key", undefined as unknown as null),
        ];
        for (const step of steps) {
          const chain = step(store.owner("owner").atomic().register(keyed, "good", 1));
          await failsWith("INVALID_INPUT", () => chain.commit());
        }
        const tooLarge = store
          .owner("owner")
          .atomic()
          .register(keyed, "good", 1)
          .register(keyed, "key", "x".repeat(70_000));
        await failsWith("LIMIT_EXCEEDED", () => tooLarge.commit());
        same(await keyed.count(), 0, "the number of entries");
      },
      OPTIONS,
    ),
    createCase(
      "KS-ATOM-4",
      "steps take handles of this owner and this store, and no others",
      async ({ open, afterTest, backend, host }) => {
        const elsewherePlace = await createPlace(backend, host.files);
        afterTest(elsewherePlace.remove);
        const store = await open();
        const other = await open(createOpenOptionsAt(elsewherePlace.at, backend.provider));
        const elsewhere = other.openKeyedStore<Value>(fillNamespaceOptions());
        const foreign = store.openKeyedStore<Value>(fillNamespaceOptions({ owner: "another" }));
        const none = [undefined, null, {}, store] as unknown as KeyedStore<Value>[];
        for (const handle of [elsewhere, foreign, ...none]) {
          await failsWith("INVALID_INPUT", () => store.owner("owner").atomic().register(handle, "key", 1).commit());
        }
        same([await elsewhere.count(), await foreign.count()], [0, 0], "the numbers of entries");
      },
      OPTIONS,
    ),
    createCase(
      "KS-ATOM-4",
      "steps take no synchronous handles",
      async ({ open }) => {
        const store = await open();
        const handle = store.openSyncKeyedStore<Value>(fillNamespaceOptions()) as unknown as KeyedStore<Value>;
        await failsWith("INVALID_INPUT", () => store.owner("owner").atomic().register(handle, "key", 1).commit());
      },
      { faces: "store", needs: ["synchronous"] },
    ),
    createCase(
      "KS-ATOM-4",
      "a builder commits once, and not without steps",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore<Value>(fillNamespaceOptions());
        const steps = store.owner("owner").atomic().register(keyed, "key", 1);
        await steps.commit();
        await keyed.clear();
        await failsWith("INVALID_INPUT", () => steps.commit());
        same(await keyed.count(), 0, "the number of entries after a second commit");
        await failsWith("INVALID_INPUT", () => store.owner("owner").atomic().commit());
      },
      OPTIONS,
    ),
  ],
};
