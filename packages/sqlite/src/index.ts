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
export type { SharingMode } from "./host/sharing-mode.js";
export { derivePermissionsFromDirectory, type FilePermissions } from "./node/files/file-permissions.js";
export { type RetryEnvironment, retryOnWindows } from "./node/files/windows-retry.js";
export { findRequireThatResolves, getMainProgramPath } from "./node/modules/find-require-that-resolves.js";
export {
  detectPackageManager,
  formatInstallCommand,
  formatRebuildCommand,
  type PackageManager,
  type PackageManagerProbe,
} from "./node/modules/package-manager.js";
export type { ProviderModule } from "./node/modules/provider-module.js";
export { type SqliteProviderOptions, sqliteProvider } from "./node/provider.js";
export { describeLocation, type LocationReport } from "./node/sharing/file-system/describe-location.js";
export {
  type InspectOptions,
  inspectDatabaseSessions,
  type SessionReport,
  type SharingReport,
} from "./node/sharing/inspection/inspect-database-sessions.js";
export {
  planRemovalOfSessionsNotProvenAlive,
  removeSessionsNotProvenAlive,
  type UnlockOptions,
  type UnlockReport,
} from "./node/sharing/inspection/remove-sessions-not-proven-alive.js";
export type { ProcessIdentity } from "./node/sharing/processes/process-identity.js";
export type { LivenessVerdict } from "./node/sharing/processes/process-liveness.js";
export type { Session } from "./node/sharing/session/session.js";
