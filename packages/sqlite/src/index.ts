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
export { findRequire, getMainProgramPath } from "./modules/find-require.js";
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
  inspectSharing,
  type SessionReport,
  type SharingReport,
} from "./sharing/inspection/inspect-sharing.js";
export {
  planUnlock,
  type UnlockOptions,
  type UnlockReport,
  unlockSharing,
} from "./sharing/inspection/unlock-sharing.js";
export type { ProcessIdentity } from "./sharing/processes/process-identity.js";
export type { LivenessVerdict } from "./sharing/processes/process-liveness.js";
export type { SharingMode } from "./sharing/session/mode.js";
export type { Session } from "./sharing/session/session.js";
