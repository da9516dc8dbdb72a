/*
 * What a host without Node's modules makes a backend of, such as a browser: drivers, the engine and what it asks of its host,
 * and the protocol between a page or thread and the worker that has the engine in it.
 */
export {
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteOpenOptions,
  type SqliteRow,
  type SqliteStatement,
  type SqliteValue,
} from "./driver/driver.js";
export { getSqliteResultCodeName } from "./driver/get-sqlite-result-code-name.js";
export { type OperationKind, translateSqliteFailure } from "./driver/translate-sqlite-failure.js";
export { createLoadedBackend, type OpenStoreOfDriver } from "./engine/create-loaded-backend.js";
export { createEngine, type Engine } from "./engine/engine.js";
export { vacuumIntoFile } from "./engine/maintenance/vacuum-into-file.js";
export { verifyDriverInMemory } from "./engine/trial/trial.js";
export { fileOperationError, getErrnoName, isTransientErrno, openFailedError } from "./files/file-error.js";
export { assertPlainFileName } from "./files/file-name.js";
export { DATABASE_HEADER_BYTES } from "./format/application-id.js";
export type { OtherSession } from "./host/other-session.js";
export type { EnterAttemptResult, LookAround, Sharing } from "./host/sharing.js";
export type { SharingMode } from "./host/sharing-mode.js";
export type { StoreFiles } from "./host/store-files.js";
export type { StoreHost } from "./host/store-host.js";
export type { Tampering, TamperingDetector } from "./host/tampering-detector.js";
export { createWaitMeter, type WaitMeter } from "./host/wait-meter.js";
export { createEngineThread, type EngineThread, type EngineThreadOptions } from "./worker/engine-thread.js";
export type { EngineWorkerPort } from "./worker/engine-worker-port.js";
export { deserializeError, type ErrorData, serializeError } from "./worker/error-data.js";
export { keepOneThread } from "./worker/keep-one-thread.js";
export { loadBackendInThread } from "./worker/load-backend-in-thread.js";
export type { FromWorker, Request, RequestClock, ToWorker } from "./worker/messages.js";
export { serveThreadRequests, type ThreadServerOptions } from "./worker/serve-thread-requests.js";
export type { ThreadRequestPort } from "./worker/thread-request-port.js";
