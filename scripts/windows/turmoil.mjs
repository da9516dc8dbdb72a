import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { argv, env, exit } from "node:process";
import { startScanner } from "./scanner.mjs";

/*
 * Runs under Node for Windows: three processes at work on the same keys of one file beside a scanner, first left alone, then
 * killed now and then. `node.exe turmoil.mjs <file for the result> <seed>`.
 */

const TURMOILS = [
  { operations: 40, turmoil: {} },
  { operations: 40, turmoil: { killEveryMs: 300 } },
];

const [file = "", seed = ""] = argv.slice(2);
const place = resolve(`${file}-files`);
mkdirSync(place);
env["TEMP"] = place;
env["TMP"] = place;

const { testWorkersUnderDisturbance } = await import("@keyed-store/conformance");
const { wasm } = await import("./support/backends.mjs");
const scanner = startScanner(place, Number(seed));
const problems = [];
let kills = 0;
for (const { operations, turmoil } of TURMOILS) {
  writeFileSync(`${file}.at`, JSON.stringify(turmoil)); // for when it hangs
  try {
    const report = await testWorkersUnderDisturbance([wasm, wasm, wasm], operations, Number(seed), turmoil);
    kills += report.kills;
    if (report.busy > 0) problems.push(`${report.busy} operations were refused as BUSY, with a minute to wait`);
  } catch (error) {
    problems.push(String(error).slice(0, 2_000));
  }
}
const held = await scanner.stop();
writeFileSync(file, JSON.stringify({ problems, kills, held }));
rmSync(place, { recursive: true, force: true, maxRetries: 10 });
exit();
