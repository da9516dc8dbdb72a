export { type BenchmarkOptions, benchmark } from "./benchmark.js";
export { type Contestant, type MeasurePlan, measure, type Samples } from "./measure/measure.js";
export { median, quantile, type Spread, spread, timesAsFast } from "./measure/statistics.js";
export type { BenchOperation } from "./operations/bench-operation.js";
export { BENCH_OPERATIONS } from "./operations/bench-operations.js";
export { type BenchPlace, type BenchPlaceOptions, benchPlace } from "./place/bench-place.js";
export type { FullNamespace } from "./place/full-namespace.js";
export { sampleKey, sampleValue, scattered } from "./place/shapes.js";
