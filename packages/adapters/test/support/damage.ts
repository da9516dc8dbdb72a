import { loadDriver } from "@keyed-store/backend-wasm/testing";

/** Makes the entry of a key one that cannot be decoded. No store may be open on the database. */
export async function damageEntry(databasePath: string, key: string): Promise<void> {
  const connection = (await loadDriver()).open({ path: databasePath, readOnly: false });
  connection.prepare("UPDATE entry SET json = '{\"broken\": ' WHERE key = ?").run(key);
  connection.close();
}
