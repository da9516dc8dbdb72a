export {
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteOpenOptions,
  type SqliteRow,
  type SqliteStatement,
  type SqliteValue,
} from "./driver/driver.js";
export { resultName } from "./driver/result-code-name.js";
export { type Rights, rightsIn } from "./files/rights.js";
export { type RetryHost, retryOnWindows } from "./files/windows-retry.js";
export { program, requireOf } from "./modules/find-require.js";
export {
  installCommand,
  type PackageManager,
  packageManager,
  rebuildCommand,
  type Surroundings,
} from "./modules/package-manager.js";
export type { ProviderModule } from "./modules/provider-module.js";
export { type SqliteProviderOptions, sqliteProvider } from "./provider.js";
export { describePlace, type PlaceReport } from "./sharing/file-system/describe-location.js";
export {
  type InspectOptions,
  inspectSharing,
  type SessionReport,
  type SharingReport,
} from "./sharing/inspection/inspect-sharing.js";
export { type UnlockOptions, type UnlockReport, unlockSharing } from "./sharing/inspection/unlock-sharing.js";
export type { Verdict } from "./sharing/processes/liveness.js";
export type { ProcessIdentity } from "./sharing/processes/process-identity.js";
export type { Mode } from "./sharing/session/mode.js";
export type { Session } from "./sharing/session/session.js";
