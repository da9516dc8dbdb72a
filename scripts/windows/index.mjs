import { cpSync } from "node:fs";
import { join } from "node:path";
import { createFolder, npmInstall, WITH_NATIVE, withWorkshop } from "../installs/workshop.mjs";
import { leftOut } from "../report.mjs";
import { root } from "../run.mjs";
import { endWine, onWindows, prepareWine, reasonNoWine, VERSIONS } from "./wine.mjs";

/** Of each version so many processes share the tests of the suite: most of the time they wait for Wine. */
const SHARDS = 2;
/** No scanner that is at work holds fewer files of each kind. */
const FEWEST_HELD = 10;

/**
 * Runs the packed packages under Node for Windows, in Wine: the suite on wasm and three processes in turmoil, both with a
 * scanner that holds their files, and what becomes of each kind of file that is held.
 *
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function windows(report) {
  if (process.platform === "win32") return console.log("windows: this is Windows, and all other parts ran on it");
  const missing = reasonNoWine();
  if (missing !== undefined) return leftOut("windows", missing);
  const seed = Number(process.env["KEYED_STORE_SCANNER_SEED"] ?? Date.now() % 2 ** 31);
  console.log(`     windows: the scanner's seed is ${seed}; KEYED_STORE_SCANNER_SEED=${seed} takes it again`);
  await prepareWine();
  await withWorkshop(async (shop) => {
    const directory = createFolder(shop, "windows", [
      ...WITH_NATIVE,
      "@keyed-store/backend-node",
      "@keyed-store/conformance",
    ]);
    await npmInstall(directory, { args: ["--ignore-scripts"] });
    cpSync(join(root, "packages", "conformance", "test", "support"), join(directory, "support"), { recursive: true });
    for (const script of ["scanner", "suite", "turmoil", "held"])
      cpSync(join(root, "scripts", "windows", `${script}.mjs`), join(directory, `${script}.mjs`));
    // They import it from the folder above theirs, here as there.
    cpSync(join(root, "scripts", "seeded-random.mjs"), join(directory, "..", "seeded-random.mjs"));
    try {
      await Promise.all(VERSIONS.map((version) => runInTurn(report, version, directory, seed)));
    } finally {
      await endWine();
    }
  });
}

/**
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 * @param {string} version
 * @param {string} directory
 * @param {number} seed
 */
async function runInTurn(report, version, directory, seed) {
  await report(`files that another program holds, on Windows Node ${version}`, async () => {
    const { trials, problems } = await onWindows(version, directory, "held.mjs", []);
    return trials === 6 ? problems : [`only ${trials} trials were made`];
  });
  await report(`the suite on wasm of Windows Node ${version}, beside a scanner`, async () => {
    const shards = await Promise.all(
      Array.from({ length: SHARDS }, (_, shard) =>
        onWindows(version, directory, "suite.mjs", [seed, shard, SHARDS].map(String)),
      ),
    );
    const passed = shards.reduce((sum, each) => sum + each.passed, 0);
    const held = sumOf(shards.map((each) => each.held));
    console.log(`     Windows Node ${version}: ${passed} tests passed; held meanwhile: ${JSON.stringify(held)}`);
    return [
      ...shards.flatMap(({ failed }) => failed),
      ...(passed < 700 ? [`only ${passed} tests passed`] : []),
      ...idle(held, ["database", "record"]),
    ];
  });
  await report(`three processes in turmoil on Windows Node ${version}, beside a scanner`, async () => {
    const { problems, kills, held } = await onWindows(version, directory, "turmoil.mjs", [String(seed)]);
    return [...problems, ...(kills === 0 ? ["nobody was killed"] : []), ...idle(held, ["database"])];
  });
}

/** @param {readonly Record<string, number>[]} tallies */
function sumOf(tallies) {
  /** @type {Record<string, number>} */
  const sum = {};
  for (const [kind, count] of tallies.flatMap((tally) => Object.entries(tally))) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
}

/**
 * A scanner that held next to nothing has tested nothing.
 *
 * @param {Record<string, number>} held
 * @param {readonly string[]} kinds
 */
function idle(held, kinds) {
  return kinds
    .filter((kind) => (held[kind] ?? 0) < FEWEST_HELD)
    .map((kind) => `the scanner held a ${kind} only ${held[kind] ?? 0} times`);
}
