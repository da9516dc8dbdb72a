import { listFiles, read } from "./files.mjs";

const PAGE = "docs/seed-checks.md";
const CLAUSES = "packages/conformance/src/clauses/";
const TOTAL = 257;

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

/** Each of the 257 checks is in the table once, what is said to prove it is in the suite, and the table forgets none. */
export async function checkSeedChecks() {
  const rows = [...read(PAGE).matchAll(/^\| (?<ids>R\d [A-Z]+ \d+(?:-\d+)?) \|.*\| (?<proof>[^|]+) \|$/gm)].map(
    ({ groups: { ids = "", proof = "" } = {} }) => ({ ids, proof }),
  );
  const titles = await listSuiteTitles();
  const ours = new Set(titles.flatMap((title) => title.match(/(?<=^KS-\S+ )R\d [A-Z]+ [\d-]+(?=: )/)?.[0] ?? []));
  const known = new Set(rows.map(({ ids }) => ids));
  return [
    ...numbers(rows),
    ...rows.flatMap((row) => findUnproven(row, ours, titles)),
    ...[...ours].filter((ids) => !known.has(ids)).map((ids) => `${PAGE} does not know ${ids}`),
  ];
}

/** Clause and title of every case that the suite registers, whatever a backend declares. It is built by now, and not before. */
async function listSuiteTitles() {
  const { conformance } = await import("@keyed-store/conformance");
  const somewhere = { specifier: "", export: "" };
  const plan = conformance({
    describe: (_, body) => body(),
    it: () => undefined,
    backend: {
      name: "none",
      provider: () => {
        throw new Error("nothing is run here");
      },
      capabilities: { synchronous: true, persistent: true, multiProcess: true, durability: ["process", "power"] },
      providerModule: somewhere,
      sqliteTools: somewhere,
      takesSqliteLocks: true,
    },
  });
  return [...plan.groups.flatMap(({ tests }) => tests), ...plan.notApplicable].map(
    ({ case: { clause, title } }) => `${clause} ${title}`,
  );
}

/** @param {readonly { ids: string }[]} rows */
function numbers(rows) {
  const counted = Object.entries(COUNTS).flatMap(([kind, count]) => {
    const found = rows
      .filter(({ ids }) => ids.startsWith(`${kind} `))
      .flatMap(({ ids }) => range(ids.slice(kind.length + 1)));
    const expected = Array.from({ length: count }, (_, index) => index + 1);
    return found.join() === expected.join()
      ? []
      : [`${PAGE}: ${kind} must be 1 to ${count}, and is ${found.join(" ")}`];
  });
  const total = rows.flatMap(({ ids }) => range(ids.split(" ").at(-1) ?? "")).length;
  return total === TOTAL ? counted : [...counted, `${PAGE}: the checks are ${total}, and must be ${TOTAL}`];
}

/** @param {string} numbers such as `3` or `3-5` */
function range(numbers) {
  const [first = 0, last = first] = numbers.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * @param {{ ids: string, proof: string }} row
 * @param {ReadonlySet<string>} ours what the seed checks of the suite are for
 * @param {readonly string[]} titles
 */
function findUnproven({ ids, proof }, ours, titles) {
  const bySeed = proof.includes("`seed-checks`");
  const named = [...proof.matchAll(/\]\(\.\.\/(?<path>[^)]+)\): `(?<title>[^`]+)`/g)].map(
    ({ groups: { path = "", title = "" } = {} }) => ({ path, title }),
  );
  if (!bySeed && named.length === 0) return [`${PAGE}: nothing is said to prove ${ids}`];
  const seed = bySeed && !ours.has(ids) ? [`${PAGE}: the suite has no seed check for ${ids}`] : [];
  const present = new Set(listFiles());
  const missing = named
    .filter(({ path, title }) => !present.has(path) || !read(path).includes(title) || !registered(path, title, titles))
    .map(({ path, title }) => `${PAGE}: no test of the title ${title} is run from ${path}`);
  return [...seed, ...missing];
}

/**
 * A case that stands in the suite's sources proves nothing where its group was never registered.
 *
 * @param {string} path
 * @param {string} title
 * @param {readonly string[]} titles
 */
function registered(path, title, titles) {
  return !path.startsWith(CLAUSES) || titles.some((each) => each.includes(title));
}
