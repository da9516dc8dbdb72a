import { type Contestant, type MeasurePlan, measure, type Samples } from "./measure/measure.js";
import { BENCH_OPERATIONS } from "./operations/bench-operations.js";
import { type BenchStores, type BenchStoresOptions, openBenchStores } from "./stores/bench-stores.js";

/** What is to be compared. */
export interface BenchmarkStoresOptions<StoreName extends string> extends MeasurePlan {
  /** Backends, or sizes of one, by what to call them. */
  readonly stores: Readonly<Record<StoreName, BenchStoresOptions>>;
  /** Names of operations. Default: all. */
  readonly operationNames?: readonly string[];
  /** Others to take part, such as a table without rules, by what to call them. */
  readonly otherContestants?: Readonly<Record<string, Contestant>>;
}

/** What was measured, by the names of contestants: `store: operation`, or what another is called. */
export type SamplesByContestant = Record<string, Samples>;

/**
 * Measures operations on backends side by side. Results are named `store: operation`, those of others as they are called;
 * what means nothing for a backend is left out.
 *
 * @throws RangeError an operation that is not there
 * @throws as `openStateStore`
 */
export async function benchmarkStores<StoreName extends string>(
  options: BenchmarkStoresOptions<StoreName>,
): Promise<SamplesByContestant> {
  const { otherContestants = {}, rounds, turnMs } = options;
  const operations = (options.operationNames ?? BENCH_OPERATIONS.map(({ name }) => name)).map(findBenchOperation);
  const contestants: Record<string, Contestant> = { ...otherContestants };
  const openedStores: BenchStores[] = [];
  try {
    for (const [name, storeOptions] of Object.entries<BenchStoresOptions>(options.stores)) {
      const benchStores = await openBenchStores(storeOptions);
      openedStores.push(benchStores);
      for (const operation of operations)
        if (operation.needs === undefined || benchStores[operation.needs])
          contestants[`${name}: ${operation.name}`] = await operation.createContestant(benchStores);
    }
    return await measure(contestants, { rounds, turnMs });
  } finally {
    for (const benchStores of openedStores) await benchStores.close();
  }
}

function findBenchOperation(name: string) {
  const found = BENCH_OPERATIONS.find((operation) => operation.name === name);
  if (found !== undefined) return found;
  throw new RangeError(`no operation ${name}; there are: ${BENCH_OPERATIONS.map((each) => each.name).join(", ")}`);
}
