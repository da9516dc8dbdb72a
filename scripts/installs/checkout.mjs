import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { node, npm } from "../run.mjs";
import { WITH_UMBRELLA } from "./programs.mjs";
import { consumerEnvironment, expectBackend, runProgram } from "./workshop.mjs";

/**
 * From a checkout into a program, as README says: `npm run pack`, then the first of the commands that it prints.
 *
 * @param {import("./workshop.mjs").Workshop} shop
 */
export async function checkout({ place }) {
  const directory = join(place, "from-a-checkout");
  mkdirSync(directory);
  // As npm tells a script where it was called.
  const env = { ...process.env, INIT_CWD: place };
  const packed = await node(["scripts/pack.mjs", "packed"], { env });
  const command = /^npm install (.*)$/m.exec(packed.output)?.[1];
  if (command === undefined) throw new Error(`npm run pack prints no command\n${packed.output}`);
  const args = ["install", "--no-audit", "--no-fund", "--prefer-offline", ...command.split(" ")];
  const installed = await npm(args, { cwd: directory, env: consumerEnvironment() });
  if (installed.code !== 0) throw new Error(installed.output);
  const result = await runProgram(directory, WITH_UMBRELLA);
  return { result, problems: expectBackend(result, "wasm") };
}
