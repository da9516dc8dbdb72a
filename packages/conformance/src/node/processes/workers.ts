import { createClaims, type StateStore } from "@keyed-store/core";
import { ok, same } from "../../assert/assert.js";
import { listKeys } from "../../harness/operations.js";
import type { BackendUnderTest } from "../../under-test/backend-under-test.js";
import { checkDatabaseIntegrity } from "../../under-test/check-database-integrity.js";
import { requireProviderModule } from "../../under-test/require-provider-module.js";
import { createPlace, type StorePlace } from "../../under-test/store-place.js";
import { nodeFiles } from "../host/node-files.js";
import { openSharedStore } from "./open-shared-store.js";
import type { ChildMessage, ChildTask } from "./protocol/child-protocol.js";
import { COUNTER_KEY, openSharedCounterNamespace, PRIZE } from "./roles/role-count.js";
import { JOBS, LIMIT } from "./roles/role-layers.js";
import { TOKENS } from "./roles/role-mix.js";
import { PRIZES } from "./roles/role-race.js";
import { collectChildMessages, startChildProcess } from "./start-child.js";

/** One process for each of these backends, all on one file; backends may differ. */
export type WorkerBackends = readonly [BackendUnderTest, ...BackendUnderTest[]];

type DoneMessage = Extract<ChildMessage, { type: "done" }>;

/** Mixed work of several processes on one file: no error, nothing lost, the file sound (KS-SHARE-1, KS-ATOM-1). */
export async function testMixedWorkOnOneFile(
  workerBackends: WorkerBackends,
  operationsPerWorker: number,
  seed: number,
): Promise<void> {
  await withFreshStore(workerBackends[0], async (store, place) => {
    const tokens = store.openKeyedStore<string>({ owner: "mix", namespace: "tokens", maxEntries: 500 });
    for (let token = 0; token < TOKENS; token++) await tokens.register(`${token}`, "");
    const own = store.openKeyedStore<unknown>({ owner: "mix", namespace: "own", maxEntries: 500 });
    const beside = store.openKeyedStore<unknown>({ owner: "beside", namespace: "own", maxEntries: 500 });
    for (let id = 0; id < workerBackends.length; id++) await beside.register(`${id}:0`, id);
    const untouched = await beside.entries();
    const reports = await runWorkers(workerBackends, { place, role: "mix", seed, operations: operationsPerWorker });
    same(await beside.entries(), untouched, "what another owner has under the same names");
    const keys = listKeys(await own.entries());
    same(new Set(keys).size, keys.length, "the number of keys, each there once");
    const counter = store.openKeyedStore<number>({ owner: "mix", namespace: "counter", maxEntries: 500 });
    same(
      (await counter.lookup("counter")) ?? 0,
      sumIncrements(reports),
      "the shared counter, by all increments that were acknowledged",
    );
    const won = reports.flatMap((report) => report.won);
    same(new Set(won).size, won.length, "the number of tokens consumed, each by one worker");
    same(await tokens.count(), TOKENS - won.length, "the number of tokens left");
  });
}

/** Processes race for claims and tokens, and count to the number of their increments together (KS-ATOM-1). */
export async function testEachPrizeIsWonOnce(workerBackends: WorkerBackends, seed: number): Promise<void> {
  await withFreshStore(workerBackends[0], async (store, place) => {
    const tokens = store.openKeyedStore<unknown>({ owner: "race", namespace: "tokens", maxEntries: 200 });
    for (let prize = 0; prize < PRIZES; prize++)
      await tokens.register(`${prize}`, ["", 0, false, null, "token"][prize % 5]);
    const reports = await runWorkers(workerBackends, { place, role: "race", seed, operations: 10 });
    const won = reports.flatMap((report) => report.won).sort();
    const prizes = Array.from({ length: PRIZES }, (_, prize) => [`claim ${prize}`, `token ${prize}`])
      .flat()
      .sort();
    same(won, prizes, "what was won, each thing by one process");
    const counter = store.openKeyedStore<number>({ owner: "race", namespace: "counter", maxEntries: 200 });
    same(await counter.lookup("counter"), workerBackends.length * 10, "the counter");
  });
}

/**
 * Processes count up together, each so often at once: each sum is given once, and none is lost (KS-ATOM-6). Then they consume as
 * often what one of them gets (KS-ATOM-1).
 */
export async function testConcurrentIncrements(
  workerBackends: WorkerBackends,
  incrementsPerWorker: number,
  seed: number,
): Promise<void> {
  await withFreshStore(workerBackends[0], async (store, place) => {
    await openSharedCounterNamespace(store).register(PRIZE.key, PRIZE.value);
    const reports = await runWorkers(workerBackends, { place, role: "count", seed, operations: incrementsPerWorker });
    const won = reports.flatMap((report) => report.won);
    const isPrize = (thing: string): boolean => thing.startsWith("prize");
    same(won.filter(isPrize), [`prize ${PRIZE.value}`], "what was consumed, by one process");
    const sums = won
      .filter((thing) => !isPrize(thing))
      .map(Number)
      .sort((one, other) => one - other);
    const total = workerBackends.length * incrementsPerWorker;
    same(
      sums,
      Array.from({ length: total }, (_, index) => index + 1),
      "the sums that were given",
    );
    same(await openSharedCounterNamespace(store).lookup(COUNTER_KEY), total, "the counter");
  });
}

/** Processes do the same jobs, each of them once, and take what a rate limit allows, and no more (KS-CLAIM-7, KS-RATE-1). */
export async function testJobsAndRateLimitAcrossProcesses(workerBackends: WorkerBackends, seed: number): Promise<void> {
  await withFreshStore(workerBackends[0], async (store, place) => {
    const reports = await runWorkers(workerBackends, { place, role: "layers", seed, operations: 50 });
    const jobs = Array.from({ length: JOBS }, (_, job) => `job ${job}`).sort();
    same(reports.flatMap(({ won }) => won).sort(), jobs, "the jobs that were done, each by one process");
    const claims = createClaims<number>(
      store.openKeyedStore({ owner: "race", namespace: "jobs", maxEntries: 200, overflow: "reject-new" }),
    );
    same(await claims.count(), { inFlight: 0, committed: JOBS }, "the records of the jobs");
    same(sumIncrements(reports), LIMIT, "what all processes together were allowed to take");
    const calls = store.openKeyedStore<number>({ owner: "race", namespace: "calls", maxEntries: 200 });
    same(await calls.lookup("key"), LIMIT, "the counter of the limit");
  });
}

async function withFreshStore(
  backend: BackendUnderTest,
  body: (store: StateStore, place: StorePlace) => Promise<void>,
): Promise<void> {
  const place = await createPlace(backend, nodeFiles);
  try {
    const store = await openSharedStore(backend, place.at);
    try {
      await body(store, place.at);
    } finally {
      await store.close();
    }
    await checkDatabaseIntegrity(backend, store.databasePath);
  } finally {
    await place.remove();
  }
}

/** Starts all workers, lets them go together, and gathers what they report. */
async function runWorkers(
  workerBackends: WorkerBackends,
  task: Omit<ChildTask, "provider" | "id">,
): Promise<DoneMessage[]> {
  const children = workerBackends.map((backend, id) =>
    startChildProcess({ ...task, seed: task.seed + id, id, provider: requireProviderModule(backend) }),
  );
  try {
    for (const child of children) {
      const first = await child.next();
      ok(first?.type === "ready", `a process did not get ready: ${JSON.stringify(first)}`);
    }
    for (const child of children) child.resume();
    const messages = await Promise.all(children.map(collectChildMessages));
    const done = messages.flat().filter((message) => message.type === "done");
    same(done.length, workerBackends.length, "the number of processes that did all their work");
    return done;
  } finally {
    for (const child of children) child.signal("SIGKILL");
  }
}

function sumIncrements(reports: readonly DoneMessage[]): number {
  return reports.reduce((total, { increments }) => total + increments, 0);
}
