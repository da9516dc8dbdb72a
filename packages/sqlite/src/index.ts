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
export { derivePermissionsFromDirectory, type FilePermissions } from "./files/file-permissions.js";
export { type RetryEnvironment, retryOnWindows } from "./files/windows-retry.js";
export { findRequireThatResolves, getMainProgramPath } from "./modules/find-require-that-resolves.js";
export {
  detectPackageManager,
  formatInstallCommand,
  formatRebuildCommand,
  type PackageManager,
  type PackageManagerProbe,
} from "./modules/package-manager.js";
export type { ProviderModule } from "./modules/provider-module.js";
export { type SqliteProviderOptions, sqliteProvider } from "./provider.js";
export { describeLocation, type LocationReport } from "./sharing/file-system/describe-location.js";
export {
  type InspectOptions,
  inspectDatabaseSessions,
  type SessionReport,
  type SharingReport,
} from "./sharing/inspection/inspect-database-sessions.js";
export {
  planRemovalOfSessionsNotProvenAlive,
  removeSessionsNotProvenAlive,
  type UnlockOptions,
  type UnlockReport,
} from "./sharing/inspection/remove-sessions-not-proven-alive.js";
export type { ProcessIdentity } from "./sharing/processes/process-identity.js";
export type { LivenessVerdict } from "./sharing/processes/process-liveness.js";
export type { SharingMode } from "./sharing/session/mode.js";
export type { Session } from "./sharing/session/session.js";
