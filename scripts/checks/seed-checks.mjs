import { files, read } from "./files.mjs";

const PAGE = "docs/seed-checks.md";
const PLACE = "packages/conformance/src/seed-checks/";

/** How many checks there were of each kind. */
const COUNTS = {
  "R1 CRUD": 25,
  "R1 TTL": 18,
  "R1 ISO": 24,
  "R1 LIM": 22,
  "R1 STR": 10,
  "R2 SHARE": 8,
  "R2 CLOSE": 38,
  "R2 INT": 30,
  "R2 MEM": 2,
  "R2 HOST": 15,
  "R2 INPUT": 44,
  "R3 LIFE": 21,
};

/** Each of the 257 checks is in the table once, and what is said to prove it is there; and the table forgets none. */
export function seedChecks() {
  const rows = [...read(PAGE).matchAll(/^\| (?<ids>R\d [A-Z]+ \d+(?:-\d+)?) \|.*\| (?<proof>[^|]+) \|$/gm)].map(
    ({ groups: { ids = "", proof = "" } = {} }) => ({ ids, proof }),
  );
  const sources = files(PLACE.slice(0, -1)).map(read).join("\n");
  return [...numbers(rows), ...rows.flatMap((row) => unproven(row, sources)), ...forgotten(rows, sources)];
}

/** @param {readonly { ids: string }[]} rows */
function numbers(rows) {
  return Object.entries(COUNTS).flatMap(([kind, count]) => {
    const found = rows
      .filter(({ ids }) => ids.startsWith(`${kind} `))
      .flatMap(({ ids }) => range(ids.slice(kind.length + 1)));
    const expected = Array.from({ length: count }, (_, index) => index + 1);
    return found.join() === expected.join()
      ? []
      : [`${PAGE}: ${kind} must be 1 to ${count}, and is ${found.join(" ")}`];
  });
}

/** @param {string} numbers such as `3` or `3-5` */
function range(numbers) {
  const [first = 0, last = first] = numbers.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * @param {{ ids: string, proof: string }} row
 * @param {string} sources of the seed checks
 */
function unproven({ ids, proof }, sources) {
  if (proof === "`seed-checks`") return sources.includes(`"${ids}"`) ? [] : [`${PAGE}: no seed check is named ${ids}`];
  const named = [...proof.matchAll(/\]\(\.\.\/(?<path>[^)]+)\): `(?<title>[^`]+)`/g)];
  if (named.length === 0) return [`${PAGE}: nothing is said to prove ${ids}`];
  return named
    .filter(({ groups: { path = "", title = "" } = {} }) => !read(path).includes(title))
    .map(({ groups: { path = "", title = "" } = {} }) => `${PAGE}: ${path} has nothing of the title ${title}`);
}

/**
 * @param {readonly { ids: string }[]} rows
 * @param {string} sources
 */
function forgotten(rows, sources) {
  const known = new Set(rows.map(({ ids }) => ids));
  return [...sources.matchAll(/"(R\d [A-Z]+ \d+(?:-\d+)?)"/g)]
    .map(([, ids = ""]) => ids)
    .filter((ids) => !known.has(ids))
    .map((ids) => `${PAGE} does not know ${ids}`);
}
