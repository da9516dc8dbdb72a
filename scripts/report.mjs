/** @type {{ passed: number, failed: string[], leftOut: string[] }} */
const tally = { passed: 0, failed: [], leftOut: [] };

/**
 * Runs one check, says how it went, and counts it. A check gives the problems it found; one that throws has failed too.
 *
 * @param {string} name
 * @param {() => string[] | Promise<string[]>} check
 */
export async function report(name, check) {
  const started = performance.now();
  const problems = await Promise.resolve()
    .then(check)
    .catch((error) => [error instanceof Error ? error.message : String(error)]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  for (const problem of problems) console.log(problem.replace(/^/gm, "       "));
  if (problems.length === 0) tally.passed += 1;
  else tally.failed.push(name);
}

/**
 * Counts what another runner reported.
 *
 * @param {{ passed: number, failed: readonly string[] }} results
 */
export function count({ passed, failed }) {
  tally.passed += passed;
  tally.failed.push(...failed);
}

/**
 * Says that a part was not run at all, now and again at the end: it counts neither as passed nor as failed.
 *
 * @param {string} part
 * @param {string} why
 */
export function leftOut(part, why) {
  console.log(`LEFT OUT ${part}: ${why}`);
  tally.leftOut.push(`${part}: ${why}`);
}

/** Says what was left out and what failed, then the counts, alone on the last line. */
export function finish() {
  if (tally.leftOut.length > 0)
    console.log(`\nLEFT OUT, proven nowhere here:\n${tally.leftOut.map((part) => `  ${part}`).join("\n")}`);
  if (tally.failed.length > 0)
    console.log(`\nfailed:\n${tally.failed.map((name) => name.replace(/^/gm, "  ")).join("\n")}\n`);
  process.exitCode = tally.failed.length === 0 ? 0 : 1;
  console.log(`${tally.passed} passed, ${tally.failed.length} failed`);
}
