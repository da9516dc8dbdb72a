import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { machine } from "./machine.mjs";

/**
 * Runs a bench from the command line, and keeps what it found where `--json FILE` says.
 *
 * @template T
 * @param {string} bench its name
 * @param {(options: { small: boolean }) => Promise<{ data: T, versions?: Record<string, string> }>} run `small`: leave
 *   out what takes long
 */
export async function bench(bench, run) {
  const { values } = parseArgs({ options: { json: { type: "string" }, small: { type: "boolean", default: false } } });
  const { data, versions = {} } = await run({ small: values.small });
  if (values.json === undefined) return;
  const result = {
    bench,
    date: new Date().toISOString().slice(0, 10),
    machine: await machine(),
    versions: { node: process.versions.node, "keyed-store": ownVersion(), ...versions },
    data,
  };
  writeFileSync(values.json, `${JSON.stringify(result, rounded, 1).replace(/\[[^[\]{}]*\]/g, onOneLine)}\n`);
}

function ownVersion() {
  const manifest = join(import.meta.dirname, "..", "..", "packages", "keyed-store", "package.json");
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}

/** Four digits are more than can be measured. */
function rounded(_key, value) {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}

function onOneLine(list) {
  return list.replace(/\s+/g, " ");
}
