import { type Contestant, type MeasurePlan, measure, type Samples } from "./measure/measure.js";
import { BENCH_OPERATIONS } from "./operations/bench-operations.js";
import { type BenchStores, type BenchStoresOptions, openBenchStores } from "./stores/bench-stores.js";

/** What is to be compared. */
export interface BenchmarkOptions<Place extends string> extends MeasurePlan {
  /** Backends, or sizes of one, by what to call them. */
  readonly places: Readonly<Record<Place, BenchStoresOptions>>;
  /** Names of operations. Default: all. */
  readonly operations?: readonly string[];
  /** Others to take part, such as a table without rules, by what to call them. */
  readonly others?: Readonly<Record<string, Contestant>>;
}

/**
 * Measures operations on backends side by side. Results are named `place: operation`, those of others as they are called;
 * what means nothing for a backend is left out.
 *
 * @throws RangeError an operation that is not there
 * @throws as `openStateStore`
 */
export async function benchmark<Place extends string>(
  options: BenchmarkOptions<Place>,
): Promise<Record<string, Samples>> {
  const { others = {}, rounds, turnMs } = options;
  const operations = (options.operations ?? BENCH_OPERATIONS.map(({ name }) => name)).map(findBenchOperation);
  const contestants: Record<string, Contestant> = { ...others };
  const places: BenchStores[] = [];
  try {
    for (const [name, placeOptions] of Object.entries<BenchStoresOptions>(options.places)) {
      const place = await openBenchStores(placeOptions);
      places.push(place);
      for (const operation of operations)
        if (operation.needs === undefined || place[operation.needs])
          contestants[`${name}: ${operation.name}`] = await operation.contestant(place);
    }
    return await measure(contestants, { rounds, turnMs });
  } finally {
    for (const place of places) await place.close();
  }
}

function findBenchOperation(name: string) {
  const found = BENCH_OPERATIONS.find((operation) => operation.name === name);
  if (found !== undefined) return found;
  throw new RangeError(`no operation ${name}; there are: ${BENCH_OPERATIONS.map((each) => each.name).join(", ")}`);
}
