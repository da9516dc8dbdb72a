import { AsyncLocalStorage } from "node:async_hooks";
import type { OpenOptions, StandardSchema, StateStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import type { Harness } from "../../harness/harness.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

/** Whose call is at work. */
const caller = new AsyncLocalStorage<string>();

/** Without it, the library cannot know of contexts. */
const givesModules = typeof Reflect.get(process, "getBuiltinModule") === "function";

export const asyncContext: Group = {
  title: "Async context",
  cases: [
    createCase(
      "KS-THREAD-4",
      "the functions of a caller run in its async context, also when others were first",
      async (harness) => {
        if (givesModules) await listCallsBesideOthers(harness, await harness.open());
      },
      ALONE,
    ),
    createCase(
      "KS-THREAD-4",
      "so they do where the engine has a thread of its own",
      async (harness) => {
        if (!givesModules || harness.provider.loadInWorker === undefined) return;
        await listCallsBesideOthers(harness, await harness.open({ thread: "worker" }));
      },
      ALONE,
    ),
  ],
};

async function listCallsBesideOthers({ open }: Harness, store: StateStore): Promise<void> {
  const seen: string[] = [];
  const note = (what: string): void => void seen.push(`${what} in ${caller.getStore()}`);
  const schema: StandardSchema<unknown, unknown> = {
    "~standard": {
      version: 1,
      vendor: "conformance",
      validate(value) {
        note("schema");
        return { value };
      },
    },
  };
  const plain = store.openKeyedStore<number>(fillNamespaceOptions());
  const judged = store.openKeyedStore(fillNamespaceOptions({ namespace: "judged", schema }));
  await judged.register("key", 1);
  seen.length = 0;
  await Promise.all([
    caller.run("first", () => plain.register("other", 1)),
    caller.run("second", () =>
      plain.update("key", () => {
        note("fn");
        return 1;
      }),
    ),
    caller.run("third", () => judged.lookup("key")),
    caller.run("fourth", () => judged.consume("key")),
    plain.register("other", 2),
  ]);
  same(seen, ["fn in second", "schema in third", "schema in fourth"], "what ran, and in whose context");

  // What is told is told in the context in which the listener was given, whoever caused it.
  const told: string[] = [];
  const onEvent: OpenOptions["onEvent"] = ({ type }) => void told.push(`${type} in ${caller.getStore()}`);
  const listening = await caller.run("opener", () => open({ onEvent, limits: { maxEntriesPerOwner: 200 } }));
  caller.run("writer", () => {
    for (const namespace of ["a", "b", "c"]) listening.openKeyedStore(fillNamespaceOptions({ namespace }));
  });
  await listening.flush();
  same(
    told.filter((line) => line.startsWith("over-committed")),
    ["over-committed in opener"],
    "what was told",
  );
}
