/*
 * What sharing one file between processes costs: how long an operation waits until the process that has the file gives
 * way, and how much of its time a process that is alone spends on looking whether another one waits. Run it on a quiet
 * machine, after a build: `node bench/sharing.mjs`.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStateStore } from "keyed-store";
import { joinSharing } from "../packages/sqlite/dist/sharing/sharing.js";

const ROUNDS = 25;
const OPTIONS = { namespace: "bench", maxEntries: 100 };
const PAIRS = [
  ["wasm", "native"],
  ["wasm", "wasm"],
  ["native", "wasm"],
];

const [, , backend, directory] = process.argv;
if (backend === undefined) await measure();
else await own();

/** The process that has the file: it takes it when told, and then does nothing or, when busy, goes on writing. */
async function own() {
  const store = await openStateStore({ directory, backend, busyTimeoutMs: 60_000 });
  const keyed = store.openKeyedStore(OPTIONS);
  process.on("message", async (state) => {
    await keyed.register("owner", 0);
    process.send("have");
    for (let turn = 1; state === "busy"; turn++) {
      await keyed.register("owner", turn);
      await new Promise(setImmediate);
    }
  });
  process.send("ready");
}

async function measure() {
  for (const [owner, waiter] of PAIRS) {
    for (const state of ["idle", "busy", "killed"]) {
      const took = await handOvers(owner, waiter, state);
      took.sort((a, b) => a - b);
      const [middle, worst] = [took[took.length >> 1], took.at(-1)].map((ms) => `${ms.toFixed(1)} ms`);
      console.log(
        `${waiter.padEnd(6)} waits for ${state.padEnd(6)} ${owner.padEnd(6)}  median ${middle}, worst ${worst}`,
      );
    }
  }
  for (const mode of ["shared", "exclusive"]) reportLooks(mode);
}

async function handOvers(owner, waiter, state) {
  const base = mkdtempSync(join(tmpdir(), "keyed-store-bench-"));
  const store = await openStateStore({ directory: base, backend: waiter, busyTimeoutMs: 60_000 });
  const keyed = store.openKeyedStore(OPTIONS);
  const took = [];
  let child;
  for (let round = 0; round < ROUNDS; round++) {
    child ??= await startOwner(owner, base);
    child.send(state);
    await once(child, "message");
    if (state === "killed") {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const began = performance.now();
    await keyed.register("waiter", round);
    took.push(performance.now() - began);
    // One that is busy never stops, and one that was killed is no more.
    if (state === "idle") continue;
    child.kill("SIGKILL");
    child = undefined;
  }
  child?.kill("SIGKILL");
  await store.close();
  rmSync(base, { recursive: true, force: true });
  return took;
}

async function startOwner(owner, base) {
  const child = fork(fileURLToPath(import.meta.url), [owner, base]);
  await once(child, "message");
  return child;
}

/** The keeper of a connection asks after every eighth use; most answers need no look at the disk. */
function reportLooks(mode) {
  const base = mkdtempSync(join(tmpdir(), "keyed-store-bench-"));
  const sharing = joinSharing({ databasePath: join(base, "state.sqlite"), mode, backend: "bench" });
  sharing.tryEnter();
  const ASKED = 2_000_000;
  const began = performance.now();
  for (let i = 0; i < ASKED; i++) sharing.wantedBy();
  const each = ((performance.now() - began) * 1_000) / ASKED;
  sharing.close();
  rmSync(base, { recursive: true, force: true });
  console.log(
    `alone (${mode}): to ask whether another one waits takes ${each.toFixed(3)} us, and is done once in 8 uses`,
  );
}
