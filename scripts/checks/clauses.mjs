import { files, read } from "./files.mjs";

const CLAUSE = /KS-[A-Z]+-\d+/g;

/** The clauses that `docs/contract.md` defines: those at the head of a list item. */
function defined() {
  return new Set(
    [...read("docs/contract.md").matchAll(/^- \*{0,2}(KS-[A-Z]+-\d+)/gm)].map(([, clause = ""]) => clause),
  );
}

/** Whoever cites a clause cites one that exists. */
export function clausesExist() {
  const known = defined();
  if (known.size === 0) return ["docs/contract.md defines no clause"];
  return files().flatMap((path) =>
    [...read(path).matchAll(CLAUSE)]
      .filter(([clause]) => !known.has(clause))
      .map(([clause]) => `${path}: docs/contract.md has no ${clause}`),
  );
}

/**
 * Every clause is in the title of a test that passed in this very run.
 *
 * @param {readonly string[]} titles of the tests that passed
 */
export function clausesProven(titles) {
  const proven = new Set(titles.flatMap((title) => title.match(CLAUSE) ?? []));
  return [...defined()]
    .filter((clause) => !proven.has(clause))
    .map((clause) => `${clause}: no passing test bears it in its title`);
}
