/*
 * How much a process grows over 30,000 mixed operations: its resident memory, the heap of the wasm engine in it. Each
 * backend in a process of its own: `node bench/memory.mjs`, after a build.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStateStore } from "keyed-store";
import { sampleKey, sampleValue, scattered } from "./support/shapes.mjs";

const OPERATIONS = 30_000;
/** So many come first, so that what is made once and kept is there. */
const WARM_UP = 6_000;
const ENTRIES = 900;

const [, , backend] = process.argv;
if (backend === undefined) {
  for (const name of ["native", "wasm"]) {
    const script = fileURLToPath(import.meta.url);
    console.log(execFileSync(process.execPath, ["--expose-gc", script, name], { encoding: "utf8" }).trimEnd());
  }
} else {
  await grow();
}

async function grow() {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-bench-"));
  const store = await openStateStore({ directory, backend });
  const keyed = store.openKeyedStore({ namespace: "bench", maxEntries: ENTRIES, defaultTtlMs: 60_000 });
  const anyOf = scattered(2 * ENTRIES);
  const work = async (operations) => {
    for (let i = 0; i < operations; i++) {
      const key = sampleKey(anyOf());
      if (i % 10 < 5) await keyed.register(key, sampleValue(i));
      else if (i % 10 < 8) await keyed.lookup(key);
      else if (i % 10 < 9) await keyed.consume(key);
      else if (i % 1_000 === 999) await keyed.entries();
      else await keyed.registerIfAbsent(key, sampleValue(i));
    }
  };
  await work(WARM_UP);
  const before = resident();
  await work(OPERATIONS);
  const after = resident();
  await work(OPERATIONS);
  const later = resident();
  await store.close();
  rmSync(directory, { recursive: true });
  const mega = (bytes) => (bytes / 2 ** 20).toFixed(1);
  const growth = `${(after / before).toFixed(3)} times, and ${(later / after).toFixed(3)} times over as many more`;
  console.log(`${backend.padEnd(7)} ${mega(before)} MB, then ${mega(after)} MB: ${growth}`);
}

function resident() {
  globalThis.gc();
  return process.memoryUsage.rss();
}
