/*
 * What it costs a gateway that somebody looks into its store: deliveries a second, flat out, while an inspector's page follows its
 * namespace, and while none does, by turns. Run it on a quiet machine, after a build:
 * `node bench/inspector.mjs`, or `node bench/inspector.mjs --small` for a look.
 */
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { computeSpread } from "@keyed-store/conformance/bench";
import { openStateStore } from "keyed-store";
import { printRatio } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const ENGINES = ["native", "wasm"];
const ROUNDS = 12;
/** Long enough for machines that are now fast, now slow. It begins when the page is there, so that its beginning is in it. */
const FLAT_OUT_MS = 8_000;
const PACED_MS = 2_000;
/** A delivery takes a fraction of it, but for the collection of garbage and the like, which are there without a page as well. */
const KEPT_WAITING_MS = 5;
/** As busy as a gateway of several thousand people is: below it, nobody waits for anything. */
const PACED_DELIVERIES_PER_SECOND = 200;
const OWNER = "gateway";
const COMMAND = createRequire(import.meta.url)
  .resolve("keyed-store")
  .replace(/index\.js$/, "cli/main.js");

const FLAT_OUT = "deliveries a second, flat out";
const PACED = "milliseconds a delivery, at a gateway's pace";
const KEPT = "percent of the time in which one delivery waited, flat out";

const [, , role, backend, directory] = process.argv;
if (role === "gateway") await gateway();
else await bench("inspector", measure);

async function measure({ small }) {
  const data = {};
  for (const engine of ENGINES) {
    const { ratios, kept } = await inScratch((base) => slowedBy(engine, base, small ? ROUNDS / 4 : ROUNDS));
    for (const [figure, values] of Object.entries(ratios))
      printRatio(`${engine}: ${figure}, with a page ÷ with none`, computeSpread(values));
    printRatio(`${engine}: ${KEPT}, with a page − with none`, computeSpread(kept));
    data[engine] = { ...ratios, [KEPT]: kept };
  }
  return { data };
}

/** By round, what a gateway does with a page open ÷ what it does with none. */
async function slowedBy(engine, base, rounds) {
  const child = fork(fileURLToPath(import.meta.url), ["gateway", engine, base]);
  const ratios = { [FLAT_OUT]: [], [PACED]: [] };
  const kept = [];
  try {
    await once(child, "message");
    for (let round = 0; round < rounds; round++) {
      const alone = await workOf(child);
      const page = await openPage(base);
      const watched = await workOf(child);
      await page.close();
      ratios[FLAT_OUT].push(watched.perSecond / alone.perSecond);
      ratios[PACED].push(watched.msEach / alone.msEach);
      kept.push(watched.keptWaiting - alone.keptWaiting);
    }
  } finally {
    child.kill("SIGKILL");
  }
  return { ratios, kept };
}

async function workOf(child) {
  child.send("work");
  const [work] = await once(child, "message");
  return work;
}

/** A process that handles deliveries: each is handled once, and puts up a button that is pressed. */
async function gateway() {
  const store = await openStateStore({ directory, backend });
  const owner = store.owner(OWNER);
  const handled = owner.openKeyedStore({ namespace: "handled", maxEntries: 10_000, defaultTtlMs: 3_600_000 });
  const buttons = owner.openKeyedStore({ namespace: "buttons", maxEntries: 1_000, defaultTtlMs: 3_600_000 });
  let delivered = 0;
  const deliver = async () => {
    const id = `delivery-${delivered++}`;
    await handled.registerIfAbsent(id, { at: delivered, from: "someone" });
    await buttons.register(id, { belongsTo: "someone", text: "a button with a caption" });
    await buttons.consume(id);
  };
  process.on("message", async () => {
    const { perSecond, keptWaiting } = await flatOut(deliver);
    const msEach = await paced(deliver);
    process.send({ perSecond, keptWaiting, msEach });
  });
  await deliver();
  process.send("ready");
}

async function flatOut(deliver) {
  const began = performance.now();
  let done = 0;
  let keptMs = 0;
  let now = began;
  while (now - began < FLAT_OUT_MS) {
    await deliver();
    done += 1;
    const ended = performance.now();
    if (ended - now > KEPT_WAITING_MS) keptMs += ended - now;
    now = ended;
  }
  return { perSecond: (done * 1_000) / (now - began), keptWaiting: (keptMs * 100) / (now - began) };
}

async function paced(deliver) {
  const took = [];
  const each = 1_000 / PACED_DELIVERIES_PER_SECOND;
  for (let due = performance.now(), end = due + PACED_MS; due < end; due += each) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const began = performance.now();
    await deliver();
    took.push(performance.now() - began);
  }
  return took.reduce((sum, ms) => sum + ms, 0) / took.length;
}

/** What a page does: it follows a namespace, with the overview and the entries that it shows. */
async function openPage(base) {
  const child = spawn(process.execPath, [COMMAND, "inspect", "--directory", base, "--json"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = await once(child.stdout, "data");
  const address = new URL(JSON.parse(line).address);
  const left = new AbortController();
  const call = async (operation, input) => {
    const response = await fetch(`${address.origin}/api/${operation}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${address.hash.slice(1)}`,
        origin: address.origin,
      },
      body: JSON.stringify(input),
      signal: left.signal,
    });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return response;
  };
  const followed = { owner: OWNER, namespace: "handled", shown: { operation: "entries", order: "newest" } };
  const { body } = await call("live", followed);
  let isShown;
  const shown = new Promise((resolve) => {
    isShown = resolve;
  });
  const follow = async () => {
    for await (const chunk of body) if (Buffer.from(chunk).includes('"shown"')) isShown();
  };
  const following = follow().catch(() => undefined);
  await shown;
  return {
    async close() {
      left.abort();
      await following;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
