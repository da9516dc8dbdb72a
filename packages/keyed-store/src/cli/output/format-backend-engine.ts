import type { BackendInfo } from "@keyed-store/core";

/** The engine in a few words. */
export function formatBackendEngine({ name, engine, engineVersion, sqliteVersion }: BackendInfo): string {
  return `${name} (${engine} ${engineVersion}${sqliteVersion === undefined ? "" : `, SQLite ${sqliteVersion}`})`;
}
