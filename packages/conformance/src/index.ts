export type { Case, Group } from "./case/case.js";
export { CONTRACT_VERSION } from "./contract-version.js";
export { type CollectedTest, createCollectingRunner } from "./create-collecting-runner.js";
export type { Answer, KeyOperation, RecordedOperation } from "./history/history.js";
export { findNonLinearizablePrefix } from "./history/linearizable.js";
export { conformance } from "./node/conformance.js";
export { appendCountToTallyFile } from "./node/host/append-count-to-tally-file.js";
export { size } from "./node/host/size.js";
export {
  type DisturbanceReport,
  type Disturbances,
  testWorkersUnderDisturbance,
} from "./node/processes/disturbance.js";
export { type KillPair, type KillReport, runKillRounds } from "./node/processes/kill-rounds.js";
export { testWatchingOtherProcesses } from "./node/processes/test-watching-other-processes.js";
export {
  testConcurrentIncrements,
  testEachPrizeIsWonOnce,
  testJobsAndRateLimitAcrossProcesses,
  testMixedWorkOnOneFile,
  type WorkerBackends,
} from "./node/processes/workers.js";
export type { NotApplicable, Plan, PlannedTest, Variant } from "./plan-tests.js";
export type { ConformanceOptions } from "./register-suite.js";
export { ClauseFailure } from "./run-planned-test.js";
export type { RegisterTest, Runner } from "./runner.js";
export type { Size } from "./settings/size.js";
export type { BackendUnderTest, ModuleExport, SqliteRows, SqliteTools } from "./under-test/backend-under-test.js";
export type { ServiceUnderTest } from "./under-test/service-under-test.js";
