import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wasmProvider } from "@keyed-store/backend-wasm";
import {
  BENCH_OPERATIONS,
  type BenchStores,
  benchmarkStores,
  type Contestant,
  computeSpeedRatio,
  computeSpread,
  createIndexGenerator,
  createSampleKey,
  measure,
  median,
  openBenchStores,
  quantile,
} from "@keyed-store/conformance/bench";
import { memoryProvider } from "@keyed-store/core";
import { afterEach, describe, expect, test } from "vitest";

const ENTRIES = 40;
const made: string[] = [];

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

describe("an operation that is measured does what it is called", () => {
  test.each([
    ["register, new key", undefined],
    ["register, new key, awaited", undefined],
    ["register, present key", undefined],
    ["lookup", "a value"],
    ["lookup, awaited", "a value"],
    ["consume", "a value"],
    ["page by age", "a number"],
    ["page by key", "a number"],
  ])("%s", async (name, expected) => {
    await withBenchStores(async (benchStores) => {
      for (const given of await calls(name, benchStores, 4))
        expect(typeof given === "number" ? "a number" : given === undefined ? undefined : "a value").toBe(expected);
      await stillFull(benchStores);
    });
  });

  test("a new key drives out the oldest, also where 100 are in flight", async () => {
    await withBenchStores(async (benchStores) => {
      const { later } = (await benchStores.openChangingKeys())();
      const before = (await later.entries()).map(({ key }) => key);
      await calls("register, new key", benchStores, 1);
      expect((await later.entries()).map(({ key }) => key).slice(0, -1)).toEqual(before.slice(1));
      await calls("register, 100 in flight", benchStores, 1);
      expect((await later.entries()).map(({ key }) => key)).not.toContainEqual(expect.toBeOneOf(before));
      await stillFull(benchStores);
    });
  });

  test("what is in flight counts in what is there, and writes over it", async () => {
    await withBenchStores(async (benchStores) => {
      const { later } = (await benchStores.openNumbers())();
      const before = (await later.entries()).reduce((sum, { value }) => sum + Number(value), 0);
      const given = await calls("increment, present keys, 100 in flight", benchStores, 2);
      expect(given.flat()).toHaveLength(200);
      expect((await later.entries()).reduce((sum, { value }) => sum + Number(value), 0)).toBe(before + 200);
      await calls("register, present keys, 100 in flight", benchStores, 1);
      await calls("increment, new keys, 100 in flight", benchStores, 1);
      expect(
        new Set((await (await benchStores.openChangingKeys())().later.entries()).map(({ value }) => value)),
      ).toEqual(new Set([1]));
      await stillFull(benchStores);
    });
  });

  test("consume puts back what it took", async () => {
    await withBenchStores(async (benchStores) => {
      const { later } = (await benchStores.openFixedKeys())();
      const contestant = await createContestantOf("consume", benchStores);
      await contestant.prepare?.(8);
      for (let call = 0; call < 8; call++) expect(await contestant.run()).toMatchObject({ text: expect.any(String) });
      expect(await later.count()).toBe(ENTRIES - 8);
      await contestant.restore?.();
      expect(await later.count()).toBe(ENTRIES);
    });
  });

  test("entries and keys give all, and sweep removes just what has expired", async () => {
    await withBenchStores(async (benchStores) => {
      const [all] = await calls("entries", benchStores, 1);
      expect(all).toHaveLength(ENTRIES);
      const [keys] = await calls("keys", benchStores, 1);
      expect(keys).toHaveLength(ENTRIES);
      expect(await calls("sweep", benchStores, 1)).toEqual([{ removed: 1_000, more: false }]);
      await stillFull(benchStores);
    });
  });

  test("open gives a store that is there, and leaves nobody in it", async () => {
    await withBenchStores(async (benchStores) => {
      await calls("open", benchStores, 1);
      await calls("open", benchStores, 1);
    }, wasmProvider());
  });
});

test("entries are spread among owners and namespaces", async () => {
  const benchStores = await openBenchStores({
    provider: memoryProvider(),
    directory: scratch(),
    entries: 60,
    owners: 3,
    namespaces: 2,
  });
  await benchStores.openFixedKeys();
  const owners = await (await benchStores.openFixedKeysStore()).owners();
  expect(owners.map((owner) => owner.entries)).toEqual([20, 20, 20]);
  await benchStores.close();
});

test("a benchmark leaves out what means nothing for a backend, and names what it does not know", async () => {
  const stores = { here: { provider: memoryProvider(), directory: scratch(), entries: ENTRIES } };
  const operationNames = ["lookup", "open"];
  const samples = await benchmarkStores({
    stores,
    operationNames,
    otherContestants: { other: { run: () => 0 } },
    rounds: 2,
    turnMs: 1,
  });
  expect(Object.keys(samples)).toEqual(["other", "here: lookup"]);
  expect(samples["here: lookup"]?.wall).toHaveLength(2);
  await expect(benchmarkStores({ stores, operationNames: ["none"], rounds: 1, turnMs: 1 })).rejects.toThrow(
    "no operation none",
  );
});

test("each contestant has a turn in every round, none of them always first", async () => {
  const order: string[] = [];
  const contestant = (name: string): Contestant => ({
    run: () => order.push(name),
    prepare: () => order.push(`before ${name}`),
  });
  await measure({ a: contestant("a"), b: contestant("b"), c: contestant("c") }, { rounds: 6, turnMs: 0 });
  const turns = order.filter((step) => step.startsWith("before")).map((step) => step.slice(-1));
  expect(turns.slice(6).join("")).toBe("abcacbcabcbabcabac");
});

test("what most calls can be made ready for is never exceeded", async () => {
  const batches: number[] = [];
  await measure({ a: { run: () => 0, most: 3, prepare: (calls) => batches.push(calls) } }, { rounds: 3, turnMs: 0.1 });
  expect(Math.max(...batches)).toBeLessThan(4);
});

test("statistics", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(quantile([0, 10], 0.3)).toBeCloseTo(3);
  expect(computeSpread([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 });
  expect(computeSpeedRatio([1, 2, 4], [2, 4, 8]).median).toBe(2);
});

test("sample keys are all different, and scattered numbers reach everything", () => {
  expect(new Set(Array.from({ length: 5_000 }, (_, i) => createSampleKey(i))).size).toBe(5_000);
  const any = createIndexGenerator(100);
  expect(new Set(Array.from({ length: 2_000 }, any)).size).toBe(100);
});

async function withBenchStores(work: (benchStores: BenchStores) => Promise<void>, provider = memoryProvider()) {
  const benchStores = await openBenchStores({ provider, directory: scratch(), entries: ENTRIES });
  await work(benchStores);
  await benchStores.close();
}

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-bench-test-"));
  made.push(directory);
  return directory;
}

async function createContestantOf(name: string, benchStores: BenchStores): Promise<Contestant> {
  const operation = BENCH_OPERATIONS.find((each) => each.name === name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  return operation.createContestant(benchStores);
}

/** What some calls of an operation give. */
async function calls(name: string, benchStores: BenchStores, count: number): Promise<unknown[]> {
  const { prepare, run, restore } = await createContestantOf(name, benchStores);
  await prepare?.(count);
  const given: unknown[] = [];
  for (let call = 0; call < count; call++) given.push(await run());
  await restore?.();
  return given;
}

async function stillFull(benchStores: BenchStores) {
  for (const kind of ["openChangingKeys", "openFixedKeys", "openNumbers"] as const) {
    const { later, presentKey } = (await benchStores[kind]())();
    expect(await later.count()).toBe(ENTRIES);
    for (let look = 0; look < ENTRIES; look++) expect(await later.lookup(presentKey())).toBeDefined();
  }
}
