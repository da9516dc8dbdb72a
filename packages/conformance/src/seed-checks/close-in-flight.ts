import { hostGlobals, isKeyedStoreError, type KeyedStore, type StateStore } from "@keyed-store/core";
import { ok, same } from "../assert/assert.js";
import { expectNoUnhandledRejections } from "../assert/expect-no-unhandled-rejections.js";
import { failsWith } from "../assert/fails-with.js";
import type { Case, Group } from "../case/case.js";
import { fillNamespaceOptions } from "../harness/fill-namespace-options.js";
import type { Harness, Value } from "../harness/harness.js";
import { listKeys } from "../harness/operations.js";
import { checkDatabaseIntegrity } from "../under-test/check-database-integrity.js";
import { createCaseForForerunnerChecks, STORE } from "./create-case-for-forerunner-checks.js";
import { listNumbersBelow } from "./values.js";

const WIDE = fillNamespaceOptions<Value>({ maxEntries: 500 });

/** What became of writes: how many were acknowledged; the others must have been told that the store is closed. */
async function settleToAcknowledged(writes: readonly Promise<unknown>[]): Promise<boolean[]> {
  const settled = await Promise.allSettled(writes);
  for (const each of settled)
    if (each.status === "rejected")
      ok(
        isKeyedStoreError(each.reason) && each.reason.code === "KEYED_STORE_CLOSED",
        `a write beside a close failed with ${String(each.reason)}`,
      );
  return settled.map(({ status }) => status === "fulfilled");
}

/** What is acknowledged is there when the store is opened again, and nothing else; and the file is sound. */
async function expectAcknowledgedWritesKept(
  { open, backend }: Harness,
  wasAcknowledged: readonly boolean[],
): Promise<void> {
  const store = await open();
  const expected = listNumbersBelow(wasAcknowledged.length).filter((index) => wasAcknowledged[index] === true);
  same(listKeys(await store.openKeyedStore<Value>(WIDE).entries()), expected.map(String), "the keys after reopening");
  await store.close();
  await checkDatabaseIntegrity(backend, store.databasePath);
}

async function openEmptiedNamespace(store: StateStore): Promise<KeyedStore<Value>> {
  const keyed = store.openKeyedStore<Value>(WIDE);
  await keyed.clear();
  return keyed;
}

/** A check in which every rejection is heard. */
function createClosingCheck(forerunnerCheckNames: string, clauseId: string, title: string, run: Case["run"]): Case {
  return createCaseForForerunnerChecks(
    forerunnerCheckNames,
    clauseId,
    title,
    (harness) => expectNoUnhandledRejections(harness.host, () => run(harness)),
    STORE,
  );
}

export const closeInFlight: Group = {
  title: "seed-checks: closing under way",
  cases: [
    createClosingCheck(
      "R2 CLOSE 1-15",
      "KS-LIFE-1",
      "150 writes, the store closed behind the first 50, three times",
      async (harness) => {
        for (const _ of listNumbersBelow(3)) {
          const store = await harness.open();
          const keyed = await openEmptiedNamespace(store);
          const first = listNumbersBelow(50).map((index) => keyed.register(`${index}`, index));
          const closing = store.close();
          const rest = listNumbersBelow(100).map((index) => keyed.register(`${50 + index}`, index));
          const written = await settleToAcknowledged([...first, ...rest]);
          await closing;
          same(
            written,
            listNumbersBelow(150).map((index) => index < 50),
            "which writes were acknowledged",
          );
          await failsWith("CLOSED", () => keyed.lookup("0"), "lookup");
          await expectAcknowledgedWritesKept(harness, written);
        }
      },
    ),
    createClosingCheck("R2 CLOSE 16-21", "KS-LIFE-1", "closing and opening at once, twice", async (harness) => {
      for (const _ of listNumbersBelow(2)) {
        const store = await harness.open();
        const keyed = await openEmptiedNamespace(store);
        const writes = listNumbersBelow(20).map((index) => keyed.register(`${index}`, index));
        const [written, , again] = await Promise.all([settleToAcknowledged(writes), store.close(), harness.open()]);
        same(
          written,
          listNumbersBelow(20).map(() => true),
          "which writes were acknowledged",
        );
        same(await again.openKeyedStore<Value>(WIDE).count(), 20, "what the new store sees");
        await again.close();
        await expectAcknowledgedWritesKept(harness, written);
      }
    }),
    createClosingCheck("R2 CLOSE 22-30", "KS-LIFE-1", "a write and a close, fifty times", async (harness) => {
      const written: boolean[] = [];
      for (const index of listNumbersBelow(50)) {
        const store = await harness.open();
        const write = store.openKeyedStore<Value>(WIDE).register(`${index}`, index);
        await Promise.all([write, store.close()]);
        written.push(true);
      }
      await expectAcknowledgedWritesKept(harness, written);
    }),
    createClosingCheck(
      "R2 CLOSE 31-36",
      "KS-LIFE-2",
      "a close by a timer, between the writes of a loop",
      async (harness) => {
        const store = await harness.open();
        const keyed = await openEmptiedNamespace(store);
        let closing: Promise<void> | undefined;
        hostGlobals.setImmediate(() => {
          closing = store.close();
        });
        const writes: Promise<unknown>[] = [];
        for (let index = 0; closing === undefined && index < 300; index++) {
          writes.push(keyed.register(`${index}`, index));
          if (index % 10 === 9) await new Promise<void>((resolve) => hostGlobals.setImmediate(resolve));
        }
        const late = settleToAcknowledged([keyed.register("late", 1)]);
        await closing;
        same(await late, [false], "whether a write behind the close was acknowledged");
        await expectAcknowledgedWritesKept(harness, await settleToAcknowledged(writes));
      },
    ),
    createClosingCheck(
      "R2 CLOSE 37-38",
      "KS-LIFE-2",
      "closing twice under way leaves no promise unanswered, and none rejected unheard",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore<Value>(WIDE);
        for (const index of listNumbersBelow(20)) void keyed.register("a", index);
        const issued = [
          keyed.register("a", 1),
          keyed.update("b", () => 1),
          keyed.entries(),
          store.flush(),
          store.sweepExpired(),
        ];
        const closings = [store.close(), store.close()];
        const late = [keyed.register("c", 1), keyed.consume("a"), store.flush(), store.sweepExpired()];
        // Both are heard at once, so that no rejection is ever without somebody to hear it.
        const [before, behind] = await Promise.all([Promise.allSettled(issued), settleToAcknowledged(late)]);
        same(
          before.map(({ status }) => status),
          issued.map(() => "fulfilled"),
          "what came before",
        );
        same(
          behind,
          late.map(() => false),
          "what came behind",
        );
        await Promise.all(closings);
      },
    ),
  ],
};
