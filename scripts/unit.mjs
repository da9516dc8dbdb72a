import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root, tool } from "./run.mjs";

/**
 * Runs vitest, which shows its own progress, and reads its results.
 *
 * @param {readonly string[]} filters paths or parts of paths of test files; none for all
 * @param {{ addons: boolean }} options `addons`: whether Node may load native addons
 * @returns {Promise<{ passed: string[], failed: string[], notRun: number }>} the full titles of the tests
 */
export async function unit(filters, { addons }) {
  const place = mkdtempSync(join(tmpdir(), "keyed-store-unit-"));
  try {
    const file = join(place, "results.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { code } = await tool("vitest", ["run", ...reporters, ...filters], {
      command: "vitest",
      show: true,
      env: addons ? process.env : { ...process.env, KEYED_STORE_TEST_NO_ADDONS: "1" },
    });
    const results = readResults(file);
    // vitest fails also for what is no test: an unhandled rejection, or a crash of its own.
    return code !== 0 && results.failed.length === 0
      ? { ...results, failed: [`vitest ended with code ${code}`] }
      : results;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** @param {string} file */
function readResults(file) {
  /** @type {{ testResults: { name: string, status: string, assertionResults: { fullName: string, status: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(file, "utf8"));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const titles = (/** @type {string} */ status) =>
    tests.filter((test) => test.status === status).map(({ fullName }) => fullName);
  // A file that fails before its first test has nothing else to show for it.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = [...titles("failed"), ...broken.map(({ name }) => relative(root, name))];
  const passed = titles("passed");
  return { passed, failed, notRun: tests.length - passed.length - titles("failed").length };
}
