/*
 * What sharing one file between processes costs: how long an operation waits until the process that has the file gives
 * way, or until the death of one that was killed is known, here and in another container; and how much of its time one
 * that is alone spends on looking whether another one waits. Run it on a quiet machine, after a build:
 * `node bench/sharing.mjs`, or `node bench/sharing.mjs --small` for a look. What a store at rest costs is in rest.mjs.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { computeSpread } from "@keyed-store/conformance/bench";
import { openStateStore } from "keyed-store";
import { createSharingSession } from "../packages/sqlite/dist/node/sharing/sharing-session.js";
import { killedInAnother } from "./support/another-container.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const ROUNDS = 25;
/** Who did something just now is not idle yet, whatever it does next. */
const REST_MS = 50;
const CONTAINERS = 10;
const OPTIONS = { namespace: "bench", maxEntries: 100 };
const PAIRS = [
  ["wasm", "native"],
  ["wasm", "wasm"],
  ["native", "wasm"],
];

const [, , role, backend, directory] = process.argv;
if (role === "own") await own();
else await bench("sharing", measure);

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

async function measure({ small }) {
  const handOvers = [];
  for (const [owner, waiter] of PAIRS) {
    for (const state of ["idle", "busy", "killed"]) {
      const waitMs = await inScratch((base) => waits(base, owner, waiter, state));
      handOvers.push({ owner, waiter, state, waitMs });
      const [middle, worst] = [computeSpread(waitMs).median, Math.max(...waitMs)].map((ms) => `${ms.toFixed(1)} ms`);
      console.log(
        `${waiter.padEnd(6)} waits for ${state.padEnd(6)} ${owner.padEnd(6)}  median ${middle}, worst ${worst}`,
      );
    }
  }
  const elsewhere = [];
  for (const [owner, waiter] of PAIRS) {
    const killed = await killedInAnother({ owner, waiter, rounds: small ? 2 : CONTAINERS, open: openStateStore });
    elsewhere.push({ owner, waiter, ...killed });
    const middle =
      killed === undefined || killed.took.length === 0 ? "-" : `${computeSpread(killed.took).median.toFixed(1)} ms`;
    console.log(
      `${waiter.padEnd(6)} opens after ${owner.padEnd(6)} killed in another container: median ${middle}, refused ${killed?.refused ?? "-"}`,
    );
  }
  const lookMicroseconds = {};
  for (const mode of ["shared", "exclusive"]) {
    lookMicroseconds[mode] = await inScratch((base) => looks(base, mode));
    const each = `to ask whether another one waits takes ${lookMicroseconds[mode].toFixed(3)} us`;
    console.log(`alone (${mode}): ${each}, and is done once in 8 uses`);
  }
  return { data: { handOvers, elsewhere, lookMicroseconds } };
}

async function waits(base, owner, waiter, state) {
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
    if (state === "idle") await sleep(REST_MS);
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
  return took;
}

async function startOwner(owner, base) {
  const child = fork(fileURLToPath(import.meta.url), ["own", owner, base]);
  await once(child, "message");
  return child;
}

/** What it takes the connection manager, in microseconds, to ask; most answers need no look at the disk. */
function looks(base, mode) {
  const sharing = createSharingSession({ databasePath: join(base, "state.sqlite"), mode, backend: "bench" });
  sharing.tryEnter();
  const ASKED = 2_000_000;
  const began = performance.now();
  for (let i = 0; i < ASKED; i++) sharing.findWaitingSession();
  const each = ((performance.now() - began) * 1_000) / ASKED;
  void sharing.close();
  return each;
}
