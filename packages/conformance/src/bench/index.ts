export { type BenchmarkStoresOptions, benchmarkStores, type SamplesByContestant } from "./benchmark-stores.js";
export { type Contestant, type MeasurePlan, measure, type Samples } from "./measure/measure.js";
export { computeSpeedRatio, computeSpread, median, quantile, type Spread } from "./measure/statistics.js";
export type { BenchOperation } from "./operations/bench-operation.js";
export { BENCH_OPERATIONS } from "./operations/bench-operations.js";
export { type BenchStores, type BenchStoresOptions, openBenchStores } from "./stores/bench-stores.js";
export type { FullNamespace, FullNamespaceAddress } from "./stores/full-namespace.js";
export { createIndexGenerator, createSampleKey, createSampleValue } from "./stores/shapes.js";
