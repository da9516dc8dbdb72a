import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root, tool } from "./run.mjs";

/**
 * Runs vitest, which shows its own progress, and reads its results.
 *
 * @param {readonly string[]} filters paths or parts of paths of test files; none for all
 * @param {{ addons: boolean }} options `addons`: whether Node may load native addons
 * @returns {Promise<{ passed: string[], failed: string[], notRun: number }>} the full titles of the tests; of those that failed, with why
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

/** @typedef {{ fullName: string, failureMessages?: string[] }} Failure */
/** @typedef {Failure & { status: string }} TestResult */

/** @param {string} file */
function readResults(file) {
  /** @type {{ testResults: { name: string, status: string, message?: string, assertionResults: TestResult[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(file, "utf8"));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const withStatus = (/** @type {string} */ status) => tests.filter((test) => test.status === status);
  // A file that fails before its first test has nothing else to show for it.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  const failedTests = withStatus("failed");
  const failed = [
    ...failedTests.map(describeFailure),
    ...broken.map(({ name, message = "" }) =>
      describeFailure({ fullName: relative(root, name), failureMessages: [message] }),
    ),
  ];
  const passed = withStatus("passed").map(({ fullName }) => fullName);
  return { passed, failed, notRun: tests.length - passed.length - failedTests.length };
}

/** How many lines of a failure are shown once more at the end of a run, of which sometimes nothing else is kept. */
const LINES_OF_FAILURE = 12;

/** @param {Failure} test */
function describeFailure({ fullName, failureMessages = [] }) {
  const ours = failureMessages
    .join("\n")
    .split("\n")
    .filter((line) => !line.includes("/node_modules/"));
  const lines = ours.slice(0, LINES_OF_FAILURE);
  return [fullName, ...lines.map((line) => `    ${line}`)].join("\n");
}
