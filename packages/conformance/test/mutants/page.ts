/** What the suite's tests made of one mutant, clause by clause. */
export interface Verdict {
  readonly clause: string;
  readonly name: string;
  /** The other clauses whose tests fail it too. */
  readonly others: readonly string[];
  readonly seenByModel: boolean;
}

/** More than this are counted, for a table that can be read. */
const MOST_NAMED = 6;

/** The page that shows which clause finds which mutant. */
export function pageOf(verdicts: readonly Verdict[]): string {
  const alone = verdicts.filter(({ others }) => others.length === 0);
  const clauses = new Set(verdicts.map(({ clause }) => clause));
  const rows = verdicts.map(
    ({ clause, name, others, seenByModel }) =>
      `| ${name} | ${clause} | ${named(others)} | ${seenByModel ? "yes" : "no"} |`,
  );
  return `# The mutants

Each is the memory backend with one thing wrong. All of them were run against every case that [the suite](conformance.md) has for a
backend in memory, once, alone and through the asynchronous API: ${verdicts.length} mutants, which break ${clauses.size} clauses. Each is failed by the tests of its own clause. ${alone.length} are failed by no
other clause's: take that clause's cases away, and they live, unless the model or a neighbour sees them. Each of the ${clauses.size} clauses has
one of those, or one that only clauses of layers and of watching fail too, which use every operation: none of them is there for nothing. The
random histories of KS-WATCH-2 find others by chance, and are counted for that clause alone.

\`packages/conformance/test/mutants.test.ts\` makes this page, and fails where it is not of today; with \`-u\`, vitest writes it anew.

| what is wrong | its clause | other clauses that fail it too | the model sees it |
|---|---|---|---|
${rows.join("\n")}
`;
}

function named(clauses: readonly string[]): string {
  if (clauses.length === 0) return "none";
  const more = clauses.length - MOST_NAMED;
  return more > 0 ? `${clauses.slice(0, MOST_NAMED).join(", ")} and ${more} more` : clauses.join(", ");
}
