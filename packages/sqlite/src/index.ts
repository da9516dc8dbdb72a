export {
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteOpenOptions,
  type SqliteRow,
  type SqliteStatement,
  type SqliteValue,
} from "./driver.js";
export { type Rights, rightsIn } from "./files/rights.js";
export { type RetryHost, retryOnWindows } from "./files/windows-retry.js";
export {
  installCommand,
  type PackageManager,
  packageManager,
  rebuildCommand,
  type Surroundings,
} from "./package-manager.js";
export { type SqliteProviderOptions, sqliteProvider } from "./provider.js";
export type { ProviderModule } from "./provider-module.js";
export { program, requireOf } from "./require-of.js";
export { resultName } from "./result-name.js";
export { describePlace, type PlaceReport } from "./sharing/describe-place.js";
export {
  type InspectOptions,
  inspectSharing,
  type SessionReport,
  type SharingReport,
} from "./sharing/inspect-sharing.js";
export type { Verdict } from "./sharing/liveness.js";
export type { Mode } from "./sharing/mode.js";
export type { ProcessIdentity } from "./sharing/process-identity.js";
export type { Session } from "./sharing/session.js";
export { type UnlockOptions, type UnlockReport, unlockSharing } from "./sharing/unlock-sharing.js";
