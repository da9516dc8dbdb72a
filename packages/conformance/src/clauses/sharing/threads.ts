import { hostGlobals, type StateStore } from "@keyed-store/core";
import { expectMentions, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import type { Harness } from "../../harness/harness.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

/** So many operations take far longer than a timer may have to wait. */
const TOO_MANY = 100_000;

export const threads: Group = {
  title: "Threads",
  cases: [
    createCase(
      "KS-THREAD-1",
      "a worker thread is offered or refused as UNSUPPORTED, as the provider says",
      async (harness) => {
        const { open, provider } = harness;
        if (provider.loadInWorker === undefined) {
          const error = await failsWith("UNSUPPORTED", () => open({ thread: "worker" }), "open");
          expectMentions(error.message, ["thread", "worker", provider.name], "the message");
          return;
        }
        await workInWorker(harness, await open({ thread: "worker" }));
      },
      ALONE,
    ),
    createCase(
      "KS-THREAD-1",
      "what was written in a worker thread is there for the thread itself, and the other way round",
      async ({ open, provider }) => {
        if (provider.loadInWorker === undefined) return;
        const apart = await open({ thread: "worker" });
        await apart.openKeyedStore(fillNamespaceOptions()).register("from the worker", [1, { a: null }]);
        await apart.close();
        const here = await open();
        same(
          await here.openKeyedStore(fillNamespaceOptions()).lookup("from the worker"),
          [1, { a: null }],
          "what the worker wrote",
        );
        await here.openKeyedStore(fillNamespaceOptions()).register("from here", "text");
        await here.close();
        const again = await open({ thread: "worker" });
        same(await again.openKeyedStore(fillNamespaceOptions()).consume("from here"), "text", "what this thread wrote");
      },
      { ...ALONE, needs: ["persistent"] },
    ),
    createCase(
      "KS-THREAD-3",
      "a timer gets its turn while a loop awaits one operation after another",
      async ({ openFresh }) => {
        const keyed = await openFresh<number>();
        const loops = {
          writing: (round: number) => keyed.register("key", round),
          reading: () => keyed.lookup("key"),
        };
        for (const [what, once] of Object.entries(loops)) {
          let rang = false;
          hostGlobals.setTimeout(() => {
            rang = true;
          }, 0);
          let rounds = 0;
          for (; !rang && rounds < TOO_MANY; rounds++) await once(rounds);
          ok(rounds < TOO_MANY, `${TOO_MANY} operations of a loop ${what} went by, and a timer had no turn`);
        }
      },
      ALONE,
    ),
  ],
};

async function workInWorker({ clock, events }: Harness, store: StateStore): Promise<void> {
  same(store.backend.capabilities.synchronous, false, "capabilities.synchronous");
  await failsWith("UNSUPPORTED", () => store.openSyncKeyedStore(fillNamespaceOptions()), "open");
  const keyed = store.openKeyedStore<number>(fillNamespaceOptions({ maxEntries: 2, defaultTtlMs: 10 }));
  let turned = false;
  hostGlobals.setImmediate(() => {
    turned = true;
  });
  await keyed.register("a", 1);
  ok(turned, "the thread was held up by an operation that happens elsewhere");
  await Promise.all([keyed.register("b", 2), keyed.register("c", 3)]);
  same(
    (await keyed.entries()).map(({ key, value, expiresAt }) => [key, value, expiresAt]),
    [
      ["b", 2, clock.now() + 10],
      ["c", 3, clock.now() + 10],
    ],
    "the entries",
  );
  ok(
    events.some(({ type }) => type === "evicted"),
    "onEvent was not told of an eviction",
  );
  clock.advance(10);
  same(await keyed.lookup("c"), undefined, "an expired entry");
  const failure = await failsWith("INVALID_INPUT", () => keyed.register("", 1), "register");
  same(failure.backend, store.backend.name, "the backend that an error names");
}
