export {
  type SqliteConnection,
  type SqliteDriver,
  SqliteFailure,
  type SqliteOpenOptions,
  type SqliteRow,
  type SqliteStatement,
  type SqliteValue,
} from "./driver.js";
export { type SqliteProviderOptions, sqliteProvider } from "./provider.js";
