import { argv, exit, stdout, version, versions } from "node:process";
import { conformance, createCollectingRunner } from "@keyed-store/conformance";
import * as backends from "../support/backends.mjs";

/*
 * The suite on one backend without any runner: `report.mjs wasm`. Prints what came of it as one line of JSON: the tests that
 * passed and failed by clause, and the cases that mean nothing for this backend, with their reasons.
 */

const [name = ""] = argv.slice(2);
const known = { memory: backends.memory, wasm: backends.wasm, native: backends.native, node: backends.node };
const missing = { memory: undefined, wasm: undefined, native: backends.nativeMissing, node: backends.nodeMissing };
if (!(name in known)) throw new Error(`there is no backend "${name}"; there are ${Object.keys(known).join(", ")}`);
const which = /** @type {keyof typeof known} */ (name);
const report = `${JSON.stringify({ runtime: runtime(), backend: which, ...(await run()) })}\n`;
stdout.write(report, () => exit());

async function run() {
  const reason = missing[which];
  if (reason !== undefined) return { missing: (reason.split("\n")[0] ?? "").replace(/ at \/\S+:(?= )/, ":") }; // no path of this machine
  const { describe, it, tests } = createCollectingRunner();
  const { notApplicable } = conformance({ describe, it, backend: known[which] });
  /** @type {Record<string, number>} */
  const passed = {};
  /** @type {{ title: string, message: string }[]} */
  const failed = [];
  for (const { title, body } of tests) {
    const clause = title.split(" ")[0] ?? "";
    try {
      await body();
      passed[clause] = (passed[clause] ?? 0) + 1;
    } catch (error) {
      failed.push({ title, message: String(error).split("\n")[0] ?? "" });
    }
  }
  const inapplicable = notApplicable.map(({ case: each, reason: why }) => ({
    clause: each.clause,
    title: each.title,
    why,
  }));
  return { passed, failed, notApplicable: inapplicable };
}

function runtime() {
  if (versions["bun"] !== undefined) return `Bun ${versions["bun"]}`;
  if (versions["deno"] !== undefined) return `Deno ${versions["deno"]}`;
  return `Node ${version.slice(1)}`;
}
