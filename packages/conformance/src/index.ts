export type { Case, Group } from "./case/case.js";
export { type ConformanceOptions, conformance } from "./conformance.js";
export { CONTRACT_VERSION } from "./contract-version.js";
export { type CollectedTest, createCollectingRunner } from "./create-collecting-runner.js";
export type { Answer, KeyOperation, RecordedOperation } from "./history/history.js";
export { findNonLinearizablePrefix } from "./history/linearizable.js";
export type { NotApplicable, Plan, PlannedTest, Variant } from "./plan-tests.js";
export { type DisturbanceReport, type Disturbances, testWorkersUnderDisturbance } from "./processes/disturbance.js";
export { type KillPair, type KillReport, runKillRounds } from "./processes/kill-rounds.js";
export { testWatchingOtherProcesses } from "./processes/test-watching-other-processes.js";
export {
  testConcurrentIncrements,
  testEachPrizeIsWonOnce,
  testJobsAndRateLimitAcrossProcesses,
  testMixedWorkOnOneFile,
  type WorkerBackends,
} from "./processes/workers.js";
export { ClauseFailure } from "./run-planned-test.js";
export type { RegisterTest, Runner } from "./runner.js";
export { appendCountToTallyFile } from "./settings/append-count-to-tally-file.js";
export { type Size, size } from "./settings/size.js";
export type { BackendUnderTest, ModuleExport, SqliteTools } from "./under-test/backend-under-test.js";
export type { ServiceUnderTest } from "./under-test/service-under-test.js";
