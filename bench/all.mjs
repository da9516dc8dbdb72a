/*
 * Every bench in turn, an hour or so, on a machine that does nothing else: `node bench/all.mjs`, after a build. The results are
 * kept in docs/performance, and docs/performance.md is made of them; `--small` leaves out what takes longest.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BENCHES, PLACE } from "./page/results.mjs";

mkdirSync(PLACE, { recursive: true });
for (const name of BENCHES) {
  console.log(`\n== ${name}`);
  run([`${name}.mjs`, "--json", join(PLACE, `${name}.json`), ...process.argv.slice(2)]);
}
run(["page.mjs"]);

function run([program, ...args]) {
  const script = fileURLToPath(new URL(program, import.meta.url));
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: "inherit" });
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
}
