import { KeyedStoreError, openStateStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { expectNoUnhandledRejections } from "../../assert/expect-no-unhandled-rejections.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { createFakeProvider } from "../../harness/fake-provider.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { openWatchReader } from "../../harness/watch-reader.js";
import { getDirectoryOption } from "../../under-test/store-place.js";

const OPTIONS = { faces: "store", needs: ["watch"] } as const;
const DONE = { done: true, value: undefined };

export const watchEnds: Group = {
  title: "How a watch ends",
  cases: [
    createCase(
      "KS-WATCH-3",
      "an aborted signal ends it, whether somebody waits or not, and before it begins",
      async ({ open }) => {
        const store = (await open()).openKeyedStore<number>(fillNamespaceOptions({}));
        const controller = new AbortController();
        const [awaited, idle] = [
          openWatchReader(store, { signal: controller.signal }),
          openWatchReader(store, { signal: controller.signal }),
        ];
        const next = awaited.next();
        await store.register("other", 1);
        await next;
        const last = awaited.next();
        controller.abort();
        same([await last, await awaited.next(), await idle.next()], [DONE, DONE, DONE], "what is given then");
        same(await openWatchReader(store, { signal: controller.signal }).next(), DONE, "a watch that begins then");
        await store.register("key", 1);
        same(await idle.next(), DONE, "what is given when something changes");
      },
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-3",
      "break ends it, also while an item is awaited",
      async ({ open }) => {
        const store = (await open()).openKeyedStore<number>(fillNamespaceOptions({}));
        await store.register("key", 1);
        for await (const { key } of store.watch({ initial: true })) {
          same(key, "key", "the item");
          break;
        }
        const watch = openWatchReader(
          (await open()).openKeyedStore<number>(fillNamespaceOptions({ namespace: "quiet" })),
        );
        const [first, second] = [watch.next(), watch.next()];
        await watch.end();
        same([await first, await second, await watch.next()], [DONE, DONE, DONE], "what was awaited");
      },
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-3",
      "the end of one is not the end of another, of the same namespace or not",
      async ({ open }) => {
        const opened = await open();
        const store = opened.openKeyedStore<number>(fillNamespaceOptions({}));
        const elsewhere = opened.openKeyedStore<number>(fillNamespaceOptions({ namespace: "elsewhere" }));
        const [beside, ended, other] = [openWatchReader(elsewhere), openWatchReader(store), openWatchReader(store)];
        await store.register("key", 1);
        await other.take(1);
        await ended.end();
        await beside.end();
        await store.register("key", 2);
        same(await other.take(1), [["key", 2]], "the next item of the other");
      },
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-3",
      "closing the store rejects it, once, and a watch of a closed store too",
      async ({ open, host }) =>
        expectNoUnhandledRejections(host, async () => {
          const opened = await open();
          const store = opened.openKeyedStore<number>(fillNamespaceOptions({}));
          const [awaited, idle, unread] = [openWatchReader(store), openWatchReader(store), openWatchReader(store)];
          same(typeof unread.next, "function", "a watch that nobody reads");
          const next = awaited.next();
          const failed = failsWith("CLOSED", () => next, "watch");
          await opened.close();
          await failed;
          await failsWith("CLOSED", () => idle.next(), "watch");
          same([await awaited.next(), await idle.next()], [DONE, DONE], "what is given then");
          await failsWith("CLOSED", () => openWatchReader(store).next(), "watch");
        }),
      OPTIONS,
    ),
    createCase(
      "KS-WATCH-3",
      "a failure of the store rejects it, and a store that is busy does not",
      async ({ provider, place, clock }) => {
        let failure: KeyedStoreError | undefined;
        let looksFail = false;
        const failing = createFakeProvider(provider, "failing", {
          execute(batch) {
            if (failure !== undefined) throw failure;
            const isLook = batch.some((transaction) => transaction.some(({ kind }) => kind === "changes"));
            if (looksFail && isLook) throw new KeyedStoreError("KEYED_STORE_READ_FAILED", "the disk is gone");
          },
        });
        const opened = await openStateStore({
          ...getDirectoryOption(place),
          providers: [failing],
          backend: "failing",
          clock: clock.now,
          busyTimeoutMs: 0,
        });
        try {
          const store = opened.openKeyedStore<number>(fillNamespaceOptions({}));
          const watch = openWatchReader(store);
          const next = watch.take(1);
          await store.register("key", 1);
          failure = new KeyedStoreError("KEYED_STORE_BUSY", "another process has it for a while");
          await failsWith("BUSY", () => store.register("refused", 1), "register");
          failure = undefined;
          same(await next, [["key", 1]], "the item");
          const doomed = watch.next();
          const failed = failsWith("READ_FAILED", () => doomed, "watch");
          looksFail = true;
          // A look that shares its commit takes it along; the next one comes with the commit.
          await store.register("key", 2).catch(() => undefined);
          await failed;
        } finally {
          failure = undefined;
          looksFail = false;
          await opened.close();
        }
      },
      OPTIONS,
    ),
  ],
};
