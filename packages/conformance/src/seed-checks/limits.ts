import type { KeyedStore } from "@keyed-store/core";
import { ok, same } from "../assert/assert.js";
import { failsWith } from "../assert/fails-with.js";
import type { Group } from "../case/case.js";
import type { Harness, Value } from "../harness/harness.js";
import { listKeys } from "../harness/operations.js";
import { createCaseForForerunnerChecks } from "./create-case-for-forerunner-checks.js";
import { listNumbersBelow } from "./values.js";

/** The forerunner let an owner have so many; today it is a quota that is set. */
const OWNER_CAP = 1_000;

/** Two namespaces that may hold what an owner may have, the first of them full. */
async function openFullOwner({ open, keyed }: Harness): Promise<[full: KeyedStore<Value>, other: KeyedStore<Value>]> {
  const store = await open({ limits: { maxEntriesPerOwner: OWNER_CAP } });
  const full = keyed(store, { namespace: "full", maxEntries: OWNER_CAP });
  await Promise.all(listNumbersBelow(OWNER_CAP).map((index) => full.register(`${index}`, index)));
  return [full, keyed(store, { namespace: "other", maxEntries: OWNER_CAP })];
}

export const limits: Group = {
  title: "seed-checks: limits",
  cases: [
    createCaseForForerunnerChecks(
      "R1 LIM 1-6",
      "KS-VALUE-3",
      "values at the limit of 65,536 bytes",
      async ({ openFresh }) => {
        const store = await openFresh();
        const largest = "x".repeat(65_534);
        await store.register("text", largest);
        ok((await store.lookup("text")) === largest, "the largest text came back as another");
        await failsWith("LIMIT_EXCEEDED", () => store.register("text", `${largest}x`), "register");
        ok((await store.lookup("text")) === largest, "the refused text has changed what was there");
        const object = { list: [1, 2, 3], text: "x".repeat(65_536 - '{"list":[1,2,3],"text":""}'.length) };
        await store.register("object", object);
        same(await store.lookup("object"), object, "the largest object");
        await failsWith("LIMIT_EXCEEDED", () => store.register("object", { ...object, more: 1 }), "register");
        await store.register("tiny", 0);
        same([await store.lookup("tiny"), await store.count()], [0, 3], "the smallest value, and how many there are");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 LIM 7-11",
      "KS-CAP-1",
      "the oldest go, many at once, and who is written again is young",
      async ({ openFresh, clock }) => {
        const store = await openFresh({ maxEntries: 3 });
        for (const key of ["a", "b", "c", "d"]) {
          await store.register(key, 1);
          clock.advance(1);
        }
        same(listKeys(await store.entries()), ["b", "c", "d"], "the keys when one came too many");
        await store.register("b", 2);
        await store.register("e", 1);
        same(listKeys(await store.entries()), ["d", "b", "e"], "the keys when one was written again before");
        for (const index of listNumbersBelow(20)) await store.register(`${index}`, 1);
        same(listKeys(await store.entries()), ["17", "18", "19"], "the keys after twenty, in one millisecond");
        for (const key of ["z", "a"]) await store.register(key, 1);
        same(listKeys(await store.entries()), ["19", "z", "a"], "the keys by the order of writing, not of letters");
        same(await store.count(), 3, "the number of entries");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 LIM 12",
      "KS-TTL-4",
      "the expired do not count, and nobody goes for them",
      async ({ openFresh, clock }) => {
        const store = await openFresh({ maxEntries: 3 });
        await store.register("lives", 1);
        for (const key of ["x", "y"]) await store.register(key, 1, { ttlMs: 10 });
        clock.advance(10);
        for (const key of ["a", "b"]) await store.register(key, 1);
        same(listKeys(await store.entries()), ["lives", "a", "b"], "the keys");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 LIM 13-16",
      "KS-CAP-2",
      "an owner may have 1,000 and no more, and one deleted makes room for one",
      async (harness) => {
        const [full, other] = await openFullOwner(harness);
        same(await full.count(), OWNER_CAP, "the entries of a full owner");
        await failsWith("LIMIT_EXCEEDED", () => other.register("one more", 1), "register");
        same(
          [await full.count(), await full.lookup("0"), await other.count()],
          [OWNER_CAP, 0, 0],
          "what the refusal left",
        );
        await full.delete("0");
        await other.register("one more", 1);
        await failsWith("LIMIT_EXCEEDED", () => other.register("yet one", 1), "register");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 LIM 17-19",
      "KS-CAP-2",
      "a full owner refuses another namespace, and lets a full one evict",
      async (harness) => {
        const [full, other] = await openFullOwner(harness);
        await failsWith("LIMIT_EXCEEDED", () => other.register("key", 1), "register");
        await full.register("new", 1);
        same(
          [await full.count(), await full.lookup("0"), await full.lookup("new")],
          [OWNER_CAP, undefined, 1],
          "the full namespace",
        );
        await full.register("500", "again");
        same(
          [await full.count(), await full.lookup("1")],
          [OWNER_CAP, 1],
          "the full namespace when one was written over",
        );
      },
    ),
    createCaseForForerunnerChecks(
      "R1 LIM 20-22",
      "KS-CAP-1",
      "a namespace of one",
      async ({ openFresh }) => {
        const store = await openFresh({ maxEntries: 1 });
        await store.register("a", 1);
        await store.register("b", 2);
        same(await store.lookupMany(["a", "b"]), [undefined, 2], "the values");
        await store.register("b", 3);
        same([await store.lookup("b"), await store.count()], [3, 1], "what was written over");
        same([await store.consume("b"), await store.count()], [3, 0], "what was consumed");
      },
      { neighbours: "other-owner" },
    ),
  ],
};
