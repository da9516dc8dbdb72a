import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { BackendUnderTest } from "@keyed-store/conformance";
import { openStateStore } from "@keyed-store/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { native, nativeMissing, node, nodeMissing, wasm } from "./support/backends.mjs";

const SCRIPT = fileURLToPath(new URL("support/thread.mjs", import.meta.url));
const ROUNDS = 40;

type Crew = readonly BackendUnderTest[];
const BOTH: readonly Crew[] = nativeMissing === undefined && nodeMissing === undefined ? [[native, node, native]] : [];
const CREWS: readonly Crew[] =
  nativeMissing === undefined
    ? [[native, native, native], [wasm, wasm, wasm], [native, wasm, native, wasm], ...BOTH]
    : [[wasm, wasm, wasm]];
const PAIRS: readonly Crew[] =
  nativeMissing === undefined
    ? [
        [native, native],
        [native, wasm],
        [wasm, native],
        [wasm, wasm],
      ]
    : [[wasm, wasm]];
const named = (crews: readonly Crew[]) =>
  crews.map((crew) => ({ crew, names: crew.map(({ name }) => name).join(", ") }));

describe("Threads of one process on one file", () => {
  let directory: string;
  const workers: Worker[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "keyed-store-threads-"));
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
    rmSync(directory, { recursive: true, force: true });
  });

  function start(backend: BackendUnderTest, task: "count" | "stay", id: number): Worker {
    const workerData = { backend: backend.providerModule, directory, task, id, rounds: ROUNDS };
    const worker = new Worker(SCRIPT, { workerData });
    workers.push(worker);
    return worker;
  }

  it.each(named(CREWS))(
    "KS-SHARE-1 KS-ATOM-1 $names: every increment counts, every prize has one winner",
    async ({ crew }) => {
      const claims = await Promise.all(
        crew.map(async (backend, id) => (await once(start(backend, "count", id), "message"))[0] as number[]),
      );
      expect(claims.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: ROUNDS }, (_, round) => round));
      const store = await openStateStore({ directory, providers: [wasm.provider()] });
      const keyed = store.openKeyedStore<number>({ namespace: "threads", maxEntries: 900 });
      expect(await keyed.lookup("counter")).toBe(crew.length * ROUNDS);
      await store.close();
      expect(readdirSync(directory).filter((name) => !name.endsWith(".sessions"))).toEqual(["state.sqlite"]);
    },
  );

  it.runIf(process.platform === "linux").each(named(PAIRS))(
    "KS-SHARE-2 $names: a thread that was terminated while it had the store does not keep it from the next",
    async ({ crew }) => {
      const [first = wasm, second = wasm] = crew;
      const gone = start(first, "stay", 7);
      await once(gone, "message");
      await gone.terminate();
      const [claimed] = await once(start(second, "count", 1), "message");
      expect(claimed).toHaveLength(ROUNDS);
      const store = await openStateStore({ directory, providers: [wasm.provider()] });
      const keyed = store.openKeyedStore<number>({ namespace: "threads", maxEntries: 900 });
      expect(await keyed.lookup("stays 7")).toBe(7);
      await store.close();
      expect(readdirSync(join(directory, "state.sqlite.sessions"))).toEqual([]);
    },
  );
});
