import {
  createFaultyDisk,
  createNodeDisk,
  type Disk,
  type DiskFault,
  type FaultyDisk,
  loadDriver,
} from "@keyed-store/backend-wasm/testing";
import { isKeyedStoreError, type KeyedStore, openStateStore, type StateStore } from "@keyed-store/core";
import { sqliteProvider } from "@keyed-store/sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scratch } from "./scratch.js";

/* Generated histories of a whole store, in which one call of the disk fails, or every one from it on. */

type State = ReadonlyMap<string, string>;
type Step =
  | { readonly kind: "register" | "registerIfAbsent"; readonly key: string; readonly value: string }
  | { readonly kind: "lookup" | "delete" | "consume"; readonly key: string }
  | { readonly kind: "pair"; readonly key: string; readonly value: string }
  | { readonly kind: "entries" | "clear" | "flush" | "reopen" };

/** What a step answers in a state, and the state after it. */
interface Effect {
  readonly answer: unknown;
  readonly after: State;
}

const RUNS = 40;
const PARTNER = "partner of ";
const makeDirectory = scratch();
let disk: FaultyDisk | undefined;
let fault: DiskFault | undefined;
let beneath: (directory: string) => Disk = createNodeDisk;
const driver = await loadDriver((directory) => (disk ??= createFaultyDisk(beneath(directory), fault)));
const provider = sqliteProvider({ name: "faulty", check: () => undefined, load: () => driver });

const key = fc.constantFrom("a", "b", "c", "d");
// Mostly small, rarely more than a page, and once in a while as large as can be.
const value = fc
  .oneof(
    { weight: 16, arbitrary: fc.integer({ min: 0, max: 20 }) },
    { weight: 3, arbitrary: fc.constantFrom(4_000, 4_096, 9_000) },
    { weight: 1, arbitrary: fc.constant(65_534) },
  )
  .chain((length) => fc.nat(9).map((digit) => String(digit).repeat(length)));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("register" as const, "registerIfAbsent" as const, "pair" as const), key, value }),
  fc.record({ kind: fc.constantFrom("register" as const, "pair" as const), key, value }),
  fc.record({ kind: fc.constantFrom("lookup" as const, "delete" as const, "consume" as const), key }),
  fc.record({ kind: fc.constantFrom("entries" as const, "clear" as const, "flush" as const, "reopen" as const) }),
);
const plannedFault: fc.Arbitrary<DiskFault> = fc.record({
  // Most faults early, where a store is made, and few far out.
  call: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 40, max: 200 })),
  error: fc.constantFrom("EIO" as const, "ENOSPC" as const, "EACCES" as const, "short-write" as const),
  forGood: fc.boolean(),
});

function applyStep(before: State, step: Step): Effect {
  const after = new Map(before);
  switch (step.kind) {
    case "register":
      after.set(step.key, step.value);
      return { answer: undefined, after };
    case "registerIfAbsent":
      if (!before.has(step.key)) after.set(step.key, step.value);
      return { answer: !before.has(step.key), after };
    case "pair":
      after.set(step.key, step.value).set(PARTNER + step.key, step.value);
      return { answer: undefined, after };
    case "lookup":
      return { answer: before.get(step.key), after };
    case "delete":
      return { answer: after.delete(step.key), after };
    case "consume":
      after.delete(step.key);
      return { answer: before.get(step.key), after };
    case "entries":
      return { answer: describeState(before), after };
    case "clear":
      return { answer: before.size, after: new Map() };
    default:
      return { answer: undefined, after };
  }
}

function describeState(state: Iterable<readonly [string, string]>): string {
  return JSON.stringify([...state].sort(([one], [other]) => (one < other ? -1 : 1)));
}

async function perform(store: StateStore, keyed: KeyedStore<string>, step: Step): Promise<unknown> {
  switch (step.kind) {
    case "register":
    case "registerIfAbsent":
      return keyed[step.kind](step.key, step.value);
    case "pair": {
      const atomic = store.owner("default").atomic();
      await atomic
        .register(keyed, step.key, step.value)
        .register(keyed, PARTNER + step.key, step.value)
        .commit();
      return undefined;
    }
    case "lookup":
    case "delete":
    case "consume":
      return keyed[step.kind](step.key);
    case "entries":
      return describeState((await keyed.entries()).map((entry) => [entry.key, entry.value] as const));
    case "clear":
      return keyed.clear();
    case "flush":
      return store.flush();
    case "reopen":
      return store.close();
  }
}

/** What the failed steps of all histories were. */
const failures = new Map<string, number>();

function noteFailure(error: unknown): void {
  if (!isKeyedStoreError(error)) throw error;
  expect(error.code).toMatch(/^KEYED_STORE_(READ_FAILED|WRITE_FAILED|OPEN_FAILED)$/);
  failures.set(error.code, (failures.get(error.code) ?? 0) + 1);
}

/**
 * Runs a history. A step that failed has happened as a whole or not at all: which of both, the store need not know while
 * the disk fails, but it must stay with one of them.
 */
async function runHistory(steps: readonly Step[], planned: DiskFault | undefined): Promise<FaultyDisk | undefined> {
  const directory = makeDirectory();
  disk = undefined;
  fault = planned;
  let store: StateStore | undefined;
  let possible: readonly State[] = [new Map()];
  const open = async () => (store ??= await openStateStore({ directory, backend: "faulty", providers: [provider] }));
  const use = async (step: Step) => {
    const effects = possible.map((state) => applyStep(state, step));
    try {
      const opened = await open();
      if (step.kind === "reopen") store = undefined;
      const keyed = opened.openKeyedStore<string>({ namespace: "n", maxEntries: 100 });
      const answer = await perform(opened, keyed, step);
      const fitting = effects.filter((effect) => effect.answer === answer);
      expect(fitting, `the answer to ${step.kind} was ${String(answer).slice(0, 200)}`).not.toEqual([]);
      possible = fitting.map(({ after }) => after);
    } catch (error) {
      noteFailure(error);
      possible = [...possible, ...effects.map(({ after }) => after)];
    }
    const distinct = new Map(possible.map((state) => [describeState(state), state]));
    possible = [...distinct.values()];
  };
  for (const each of steps) await use(each);
  const used: FaultyDisk | undefined = disk;
  (disk as FaultyDisk | undefined)?.repair();
  await use({ kind: "reopen" });
  const sound = await open();
  const keyed = sound.openKeyedStore<string>({ namespace: "n", maxEntries: 100 });
  const found = describeState((await keyed.entries()).map((entry) => [entry.key, entry.value] as const));
  expect(possible.map(describeState)).toContain(found);
  expect(await sound.probe()).toMatchObject({ ok: true });
  await sound.close();
  return used;
}

/** A disk that loses every tenth write and says nothing. */
function forgetfulDisk(directory: string): Disk {
  const inner = createNodeDisk(directory);
  let writes = 0;
  const open: Disk["open"] = (name, options) => {
    const file = inner.open(name, options);
    return {
      read: (...range) => file.read(...range),
      write: (...range) => {
        if (++writes % 10 !== 0) file.write(...range);
      },
      truncate: (size) => file.truncate(size),
      sync: () => file.sync(),
      stat: () => file.stat(),
      chown: (uid, gid) => file.chown(uid, gid),
      close: () => file.close(),
    };
  };
  return {
    open,
    stat: (name) => inner.stat(name),
    unlink: (name) => inner.unlink(name),
    syncDirectory: () => inner.syncDirectory(),
  };
}

const history = fc.array(step, { minLength: 5, maxLength: 30, size: "max" });

describe("histories in which the disk fails", () => {
  it("the control: without a fault no step fails", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => void (await runHistory(steps, undefined))),
      { numRuns: 5, seed: 1 },
    );
    expect(failures.size).toBe(0);
  });

  it("the control: a disk that loses writes in silence is found out", async () => {
    beneath = forgetfulDisk;
    try {
      const property = fc.asyncProperty(history, async (steps) => void (await runHistory(steps, undefined)));
      expect(await fc.check(property, { numRuns: 10, seed: 1, endOnFailure: true })).toMatchObject({ failed: true });
    } finally {
      beneath = createNodeDisk;
      failures.clear();
    }
  });

  it(`KS-ATOM-2 KS-DUR-1 what was acknowledged stays, and what failed happened as a whole or not at all, in ${RUNS} histories`, async () => {
    let failed = 0;
    const property = fc.asyncProperty(history, plannedFault, async (steps, planned) => {
      failed += (await runHistory(steps, planned))?.failures ?? 0;
    });
    await fc.assert(property, { numRuns: RUNS, seed: 1, endOnFailure: true });
    expect(failed).toBeGreaterThan(RUNS / 3);
    expect([...failures.keys()]).toEqual(
      expect.arrayContaining(["KEYED_STORE_OPEN_FAILED", "KEYED_STORE_WRITE_FAILED"]),
    );
  });
});
