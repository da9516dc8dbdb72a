import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { argv, env, exit, version } from "node:process";
import { startScanner } from "./scanner.mjs";

/*
 * Runs under Node for Windows: each n-th test of the suite on wasm, beside a scanner.
 * `node.exe suite.mjs <file for the result> <seed> <shard> <shards>`.
 */

const [file = "", seed = "", shard = "", shards = ""] = argv.slice(2);
const place = resolve(`${file}-files`);
mkdirSync(place);
env["TEMP"] = place;
env["TMP"] = place;

const { createCollectingRunner, conformance } = await import("@keyed-store/conformance");
const { wasm } = await import("./support/backends.mjs");
const { describe, it, tests } = createCollectingRunner();
const { notApplicable } = conformance({ describe, it, backend: wasm });
const scanner = startScanner(place, Number(seed) + Number(shard));
const failed = [];
let passed = 0;
for (const { title, body } of tests.filter((_, index) => index % Number(shards) === Number(shard))) {
  writeFileSync(`${file}.at`, title); // for when it hangs
  try {
    await body();
    passed++;
  } catch (error) {
    failed.push(`${title}: ${String(error).split("\n")[0]}`);
  }
}
const held = await scanner.stop();
const reasons = [...new Set(notApplicable.map(({ reason }) => reason))];
writeFileSync(file, JSON.stringify({ version, passed, failed, held, reasons }));
rmSync(place, { recursive: true, force: true, maxRetries: 10 });
exit();
