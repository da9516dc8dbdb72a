import { listFiles, read } from "./files.mjs";

const CLAUSE = /KS-[A-Z]+-\d+/g;

/** The clauses that `docs/contract.md` defines: those at the head of a list item. */
function readDefinedClauses() {
  return new Set(
    [...read("docs/contract.md").matchAll(/^- \*{0,2}(KS-[A-Z]+-\d+)/gm)].map(([, clause = ""]) => clause),
  );
}

/** Whoever cites a clause cites one that exists. */
export function checkCitedClauses() {
  const known = readDefinedClauses();
  if (known.size === 0) return ["docs/contract.md defines no clause"];
  return listFiles().flatMap((path) =>
    [...read(path).matchAll(CLAUSE)]
      .filter(([clause]) => !known.has(clause))
      .map(([clause]) => `${path}: docs/contract.md has no ${clause}`),
  );
}

/** Its proof is in SQLite's query plans, which the tests ask of the native library; the statements are the same for all. */
const PROVEN_BY_NATIVE = "KS-CAP-4";

/**
 * Every clause is in the title of a test that passed in this very run.
 *
 * @param {readonly string[]} titles of the tests that passed
 * @param {boolean} native whether the native addon is there to be tested
 */
export function checkProvenClauses(titles, native) {
  const proven = new Set(titles.flatMap((title) => title.match(CLAUSE) ?? []));
  return [...readDefinedClauses()]
    .filter((clause) => !proven.has(clause) && (native || clause !== PROVEN_BY_NATIVE))
    .map((clause) => `${clause}: no passing test bears it in its title`);
}
