import { type HostTimer, hostGlobals } from "@keyed-store/core";
import { ok } from "../../assert/assert.js";
import { formatForMessage } from "../../assert/format-for-message.js";
import type { KeyOperation, RecordedOperation } from "../../history/history.js";
import { findNonLinearizablePrefix } from "../../history/linearizable.js";
import { createRandom } from "../../support/create-random.js";
import type { BackendUnderTest } from "../../under-test/backend-under-test.js";
import { checkDatabaseIntegrity } from "../../under-test/check-database-integrity.js";
import { requireProviderModule } from "../../under-test/require-provider-module.js";
import { createPlace, type StorePlace } from "../../under-test/store-place.js";
import { appendCountToTallyFile } from "../host/append-count-to-tally-file.js";
import { nodeFiles } from "../host/node-files.js";
import { readSharedClockMs } from "../host/read-shared-clock-ms.js";
import { openSharedStore } from "./open-shared-store.js";
import { HISTORY_KEYS, openHistoryNamespace } from "./roles/role-history.js";
import { type ChildProcessHandle, startChildProcess } from "./start-child.js";
import type { WorkerBackends } from "./workers.js";

/** What is done to the processes while they work. */
export interface Disturbances {
  /** So often, in milliseconds, one of those that are at work is killed, and another is started in its place. */
  readonly killEveryMs?: number;
  /** So often, in milliseconds, one of them is stopped, for a third of that time. */
  readonly stopEveryMs?: number;
}

/** What a history came to. */
export interface DisturbanceReport {
  readonly operations: number;
  readonly kills: number;
  readonly stops: number;
  /** Operations that were refused because the store was busy. */
  readonly busy: number;
}

/**
 * Processes work on the same few keys of one file until each has done its number of operations, while some of them are
 * killed and stopped. What they saw must be explained by one order of operations for each key: so nothing acknowledged
 * is lost and nothing is won twice (KS-ATOM-1, KS-SHARE-1, KS-SHARE-2). The file is sound in the end.
 *
 * Kills and stops come by real time, for what happens in between is the thing under test.
 */
export async function testWorkersUnderDisturbance(
  workerBackends: WorkerBackends,
  operationsPerWorker: number,
  seed: number,
  disturbances: Disturbances = {},
): Promise<DisturbanceReport> {
  const place = await createPlace(workerBackends[0], nodeFiles);
  const random = createRandom(seed);
  const running = new Map<number, ChildProcessHandle>();
  /** Those that have had an answer. Killed before, none would ever do anything on a slow machine. */
  const atWork = new Map<number, ChildProcessHandle>();
  const recordedOperations: RecordedOperation[] = [];
  const timers: HostTimer[] = [];
  let [kills, stops, busy, incarnation] = [0, 0, 0, 0];

  /** Does the operations of one worker, with another process each time the one at work is killed. */
  async function runWorker(backend: BackendUnderTest, workerIndex: number): Promise<void> {
    for (let left = operationsPerWorker; left > 0; ) {
      const id = incarnation++;
      const child = startChildProcess({
        provider: requireProviderModule(backend),
        place: place.at,
        role: "history",
        seed: seed + id,
        id,
        operations: left,
      });
      running.set(workerIndex, child);
      let pending: { operation: KeyOperation; issued: number } | undefined;
      for (let message = await child.next(); message !== undefined; message = await child.next()) {
        if (message.type === "wrong") throw new Error(`a process on ${backend.name} failed: ${message.message}`);
        if (message.type === "issued") pending = { operation: message.operation, issued: message.at };
        if (message.type === "busy") busy++;
        if (message.type === "answered" && pending !== undefined)
          recordedOperations.push({ ...pending, answered: { at: message.at, answer: message.answer } });
        if (message.type === "answered" || message.type === "busy") {
          atWork.set(workerIndex, child);
          pending = undefined;
          left--;
        }
      }
      running.delete(workerIndex);
      atWork.delete(workerIndex);
      if (pending !== undefined) recordedOperations.push(pending);
      const { code, signal, stderr } = await child.exited;
      ok(
        code === 0 || signal === "SIGKILL",
        `a process on ${backend.name} ended with ${signal ?? code}: ${stderr.slice(0, 500)}`,
      );
    }
  }

  const pickChild = (): ChildProcessHandle | undefined => [...atWork.values()][random.below(Math.max(1, atWork.size))];
  const scheduleEvery = (ms: number | undefined, act: (child: ChildProcessHandle) => void): void => {
    if (ms === undefined) return;
    timers.push(
      hostGlobals.setInterval(() => {
        const child = pickChild();
        if (child !== undefined) act(child);
      }, ms),
    );
  };
  scheduleEvery(disturbances.killEveryMs, (child) => {
    kills++;
    for (const [workerIndex, other] of atWork) if (other === child) atWork.delete(workerIndex);
    child.signal("SIGKILL");
  });
  scheduleEvery(disturbances.stopEveryMs, (child) => {
    stops++;
    child.signal("SIGSTOP");
    timers.push(hostGlobals.setTimeout(() => child.signal("SIGCONT"), (disturbances.stopEveryMs ?? 0) / 3));
  });
  try {
    await Promise.all(workerBackends.map(runWorker));
    for (const timer of timers) hostGlobals.clearTimeout(timer);
    recordedOperations.push(...(await recordFinalLookups(workerBackends[0], place.at)));
    for (const key of HISTORY_KEYS) {
      const without = findNonLinearizablePrefix(recordedOperations.filter(({ operation }) => operation.key === key));
      ok(
        without.length === 0,
        `no order explains what was seen of ${key} with seed ${seed}: ${formatForMessage(without.slice(-12))}`,
      );
    }
    appendCountToTallyFile("kills", kills);
    appendCountToTallyFile("histories explained", HISTORY_KEYS.length);
    return { operations: recordedOperations.length, kills, stops, busy };
  } finally {
    for (const timer of timers) hostGlobals.clearTimeout(timer);
    for (const child of running.values()) child.signal("SIGKILL");
    await Promise.all([...running.values()].map(({ exited }) => exited));
    await place.remove();
  }
}

/** What is there in the end, as lookups after all else; the file must be sound. */
async function recordFinalLookups(backend: BackendUnderTest, place: StorePlace): Promise<RecordedOperation[]> {
  const store = await openSharedStore(backend, place);
  const values = await openHistoryNamespace(store).lookupMany(HISTORY_KEYS);
  await store.close();
  await checkDatabaseIntegrity(backend, store.databasePath);
  const at = readSharedClockMs();
  return HISTORY_KEYS.map((key, index) => ({
    operation: { kind: "lookup", key },
    issued: at,
    answered: { at, answer: values[index] ?? null },
  }));
}
