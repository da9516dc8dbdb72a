import type { Case, Group, Need } from "./case/case.js";
import type { NeighbourKind } from "./harness/neighbours.js";
import type { SuiteHost } from "./host/suite-host.js";
import type { BackendUnderTest } from "./under-test/backend-under-test.js";
import { hasFiles } from "./under-test/has-files.js";

/** One way to run a case: through which API, and whether beside noisy neighbours. */
export interface Variant {
  readonly synchronous: boolean;
  readonly neighbours: NeighbourKind;
}

/** A test to run. */
export interface PlannedTest {
  readonly case: Case;
  readonly variant: Variant;
  /** Clause, title and variant in one line. */
  readonly title: string;
}

/** A case that means nothing for this backend, and why. */
export interface NotApplicable {
  readonly case: Case;
  readonly reason: string;
}

/** What the declared capabilities make of the suite. */
export interface Plan {
  readonly groups: readonly { readonly title: string; readonly tests: readonly PlannedTest[] }[];
  readonly notApplicable: readonly NotApplicable[];
}

/** Chooses the tests for a backend by what it declares. */
export function planTests(backend: BackendUnderTest, host: SuiteHost, groups: readonly Group[]): Plan {
  const notApplicable: NotApplicable[] = [];
  const planned = groups.map(({ title, cases }) => {
    const tests: PlannedTest[] = [];
    for (const each of cases) {
      const reason = findReasonNotApplicable(backend, host, each.needs);
      if (reason !== undefined) notApplicable.push({ case: each, reason });
      else
        for (const variant of host.runsVariants ? listVariants(backend, each) : [ALONE])
          tests.push({ case: each, variant, title: formatTestTitle(each, variant) });
    }
    return { title, tests };
  });
  return { groups: planned, notApplicable };
}

const ALONE: Variant = { synchronous: false, neighbours: "none" };

/** Each case runs alone first; then again, through the other API and beside all the neighbours that it tolerates. */
function listVariants(backend: BackendUnderTest, { faces, neighbours }: Case): Variant[] {
  const again: Variant = { synchronous: faces === "each" && backend.capabilities.synchronous, neighbours };
  return again.synchronous || again.neighbours !== "none" ? [ALONE, again] : [ALONE];
}

function formatTestTitle({ clause, title }: Case, variant: Variant): string {
  const how = describeVariant(variant);
  return how === "" ? `${clause} ${title}` : `${clause} ${title} [${how}]`;
}

/** A variant in words; none for the first. */
export function describeVariant({ synchronous, neighbours }: Variant): string {
  return [synchronous ? "synchronous" : "", neighbours === "none" ? "" : "beside neighbours"]
    .filter(Boolean)
    .join(", ");
}

function findReasonNotApplicable(
  backend: BackendUnderTest,
  { lacksPosix }: SuiteHost,
  needs: readonly Need[],
): string | undefined {
  const { capabilities, service, sqliteTools, takesSqliteLocks, watches, providerModule } = backend;
  const reasons: Record<Need, string | false> = {
    synchronous: !capabilities.synchronous && "it is not declared synchronous",
    "asynchronous-only": capabilities.synchronous && "it is declared synchronous",
    persistent: !capabilities.persistent && "it is not declared persistent",
    files: !hasFiles(backend) && "it is not declared to keep files",
    directory: service !== undefined && "it is a service, which has no directory",
    service: service === undefined && "it is no service",
    multiProcess:
      (!capabilities.multiProcess && "it is not declared multiProcess") ||
      (providerModule === undefined && "no providerModule was given"),
    power: !capabilities.durability.includes("power") && 'it does not declare durability "power"',
    "no-power": capabilities.durability.includes("power") && 'it declares durability "power"',
    sqlite: sqliteTools === undefined && "no sqliteTools were given",
    damage:
      sqliteTools === undefined &&
      service?.damageValue === undefined &&
      "neither sqliteTools nor damageValue was given",
    locks:
      (takesSqliteLocks !== true || sqliteTools === undefined) &&
      "it does not take SQLite's locks, or no sqliteTools were given",
    watch: watches !== true && "it is not declared to tell of changes",
    "no-watch": watches === true && "it is declared to tell of changes",
    posix: lacksPosix && "Windows has no file modes",
    signals: lacksPosix && "Windows cannot stop a process for a while",
  };
  return needs.map((need) => reasons[need]).find((reason) => reason !== false);
}
