export { type BenchPlace, type BenchPlaceOptions, benchPlace } from "./bench-place.js";
export { type BenchmarkOptions, benchmark } from "./benchmark.js";
export type { FullNamespace } from "./full-namespace.js";
export { type Contestant, type MeasurePlan, measure, type Samples } from "./measure.js";
export type { BenchOperation } from "./operation.js";
export { BENCH_OPERATIONS } from "./operations.js";
export { sampleKey, sampleValue, scattered } from "./shapes.js";
export { median, quantile, type Spread, spread, timesAsFast } from "./statistics.js";
