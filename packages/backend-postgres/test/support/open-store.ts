import { type OpenOptions, openStateStore, type StateStore } from "@keyed-store/core";
import { postgresProvider } from "../../dist/index.js";
import type { TestServer } from "./start-server.mjs";

/** Which connection of this process: two openings of one address share one. */
export interface OpenTestStoreOptions extends Omit<OpenOptions, "access"> {
  readonly schema: string;
  /** Another number is another connection. */
  readonly connection?: number;
}

/** Opens a store on a server. */
export function openTestStore(
  server: TestServer,
  { schema, connection = 0, ...options }: OpenTestStoreOptions,
): Promise<StateStore> {
  // The same directory, under another name.
  const host = `${server.host}${"/".repeat(connection)}`;
  const provider = postgresProvider({ client: { ...server.client, host }, schema });
  return openStateStore({ busyTimeoutMs: 60_000, ...options, providers: [provider], backend: "postgres" });
}
