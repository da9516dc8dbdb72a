import { type Change, hostGlobals } from "@keyed-store/core";
import { ok } from "../../assert/assert.js";
import { formatForMessage } from "../../assert/format-for-message.js";
import type { BackendUnderTest } from "../../under-test/backend-under-test.js";
import { requireProviderModule } from "../../under-test/require-provider-module.js";
import { createPlace } from "../../under-test/store-place.js";
import { appendCountToTallyFile } from "../host/append-count-to-tally-file.js";
import { nodeFiles } from "../host/node-files.js";
import { openSharedStore } from "./open-shared-store.js";
import { openHistoryNamespace } from "./roles/role-history.js";
import { type ChildProcessHandle, startChildProcess } from "./start-child.js";
import type { WorkerBackends } from "./workers.js";

/** A reader that is slow pauses so often, for so long. */
const PAUSE_EVERY = 7;
const PAUSE_MS = 20;

/**
 * Processes work on the same few keys while this one watches, at full pace and slowly; the first of them is killed in the middle of its
 * work. What each reader saw last is what is stored in the end (KS-WATCH-2).
 */
export async function testWatchingOtherProcesses(
  workerBackends: WorkerBackends,
  watcherBackend: BackendUnderTest,
  operationsPerWorker: number,
  seed: number,
): Promise<void> {
  const place = await createPlace(watcherBackend, nodeFiles);
  const children: ChildProcessHandle[] = [];
  try {
    const store = await openSharedStore(watcherBackend, place.at);
    try {
      const keyed = openHistoryNamespace(store);
      const readers = [0, PAUSE_MS].map((pauseMs) => {
        const seen = new Map<string, string>();
        return { seen, ended: follow(keyed.watch({ initial: true }), seen, pauseMs) };
      });
      await Promise.all(
        workerBackends.map(async (backend, id) => {
          const provider = requireProviderModule(backend);
          const child = startChildProcess({
            provider,
            place: place.at,
            role: "history",
            seed: seed + id,
            id,
            operations: operationsPerWorker,
          });
          children.push(child);
          let answers = 0;
          for (let message = await child.next(); message !== undefined; message = await child.next()) {
            ok(message.type !== "wrong", `a process on ${backend.name} failed: ${formatForMessage(message)}`);
            if (message.type === "answered") answers++;
            if (id === 0 && answers === Math.ceil(operationsPerWorker / 2)) child.signal("SIGKILL");
          }
          await child.exited;
        }),
      );
      for (const { seen } of readers) {
        await waitUntil(async () => {
          const stored = new Map((await keyed.entries()).map(({ key, value }) => [key, value]));
          return stored.size === seen.size && [...stored].every(([key, value]) => seen.get(key) === value);
        });
      }
      await store.close();
      for (const { ended } of readers) await ended;
      appendCountToTallyFile("watched processes", workerBackends.length);
    } finally {
      await store.close();
    }
  } finally {
    for (const child of children) child.signal("SIGKILL");
    await place.remove();
  }
}

/** Reads until the store is closed. */
async function follow(
  changes: AsyncIterable<Change<string>>,
  seen: Map<string, string>,
  pauseMs: number,
): Promise<void> {
  let items = 0;
  try {
    for await (const { key, entry } of changes) {
      if (entry === undefined) seen.delete(key);
      else seen.set(key, entry.value);
      items++;
      if (pauseMs > 0 && items % PAUSE_EVERY === 0) await pause(pauseMs);
    }
  } catch (error) {
    ok(Reflect.get(Object(error), "code") === "KEYED_STORE_CLOSED", `a watch failed: ${formatForMessage(error)}`);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void hostGlobals.setTimeout(resolve, ms));

/** Waits for what is sure to come; the test counts as hanging where it does not. */
async function waitUntil(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await pause(20);
}
