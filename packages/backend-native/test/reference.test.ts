import {
  type LoadedBackend,
  memoryProvider,
  type NamespaceRef,
  type Notice,
  type Outcome,
  type StoredEntry,
} from "@keyed-store/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectExactBooks } from "./support/recount.js";
import { commandsOf, type Play, plays } from "./support/scenes.js";
import { scratch } from "./support/scratch.js";
import { openNative, type SyncBackend, USUAL } from "./support/store.js";

test("KS-CAP-1 KS-CAP-2 KS-TTL-4 KS-ORDER-1 KS-ATOM-5 the kernel does what the reference does, and its books are exact", () => {
  fc.assert(
    fc.property(plays(30), (play) => perform(play)),
    { numRuns: 100 },
  );
});

test("the comparison is sharp: a reference with another rule is told from the kernel", () => {
  const moreRoom = (play: Play): void => perform(play, (ref) => ({ ...ref, maxEntries: ref.maxEntries + 1 }));
  expect(fc.check(fc.property(plays(30), moreRoom), { numRuns: 100, endOnFailure: true }).failed).toBe(true);
});

/** Plays the same on both, and compares all that is told and, whenever the store is closed, the books. */
function perform({ spaces, scenes }: Play, ruleOfReference: (ref: NamespaceRef) => NamespaceRef = (ref) => ref): void {
  const directory = scratch();
  const reference = (memoryProvider().load() as LoadedBackend).open({ ...USUAL, directory }) as SyncBackend;
  let native = openNative({ directory });
  let now = 1_000;
  try {
    for (const { tick, batch, reopen } of scenes) {
      now += tick;
      if (reopen) {
        native.close();
        expectExactBooks(native.databasePath);
        native = openNative({ directory });
      }
      const told = [
        { backend: native, where: spaces },
        { backend: reference, where: spaces.map(ruleOfReference) },
      ].map(({ backend, where }) => {
        const version = (ref: NamespaceRef, key: string): number | undefined => versionOf(backend, ref, key, now);
        const transactions = batch.map((drafts) => commandsOf(drafts, where, version));
        return backend.execute(transactions, () => now).map(promised);
      });
      expect(told[0]).toEqual(told[1]);
    }
  } finally {
    native.close();
  }
  expectExactBooks(native.databasePath);
}

function versionOf(backend: SyncBackend, ref: NamespaceRef, key: string, now: number): number | undefined {
  const [outcome] = backend.execute([[{ kind: "get", ref, key }]], () => now);
  return outcome?.status === "done" ? (outcome.results[0] as StoredEntry | undefined)?.version : undefined;
}

/**
 * Everything of an outcome that is promised: of an error its code, of an entry all but its version. How many expired
 * rows a sweep finds is not: a backend may have removed some before, to make room.
 */
function promised(outcome: Outcome): unknown {
  if (outcome.status === "failed") return { status: "failed", code: (outcome.error as { code?: unknown }).code };
  return JSON.parse(
    JSON.stringify(outcome, (name, value: unknown) => {
      if (name === "version" || name === "removed" || name === "more") return undefined;
      return name === "notices" ? (value as Notice[]).filter(({ type }) => type !== "swept") : value;
    }),
    (name, value: unknown) => (name === "notices" && (value as unknown[]).length === 0 ? undefined : value),
  );
}
