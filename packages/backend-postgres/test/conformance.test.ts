import { conformance } from "@keyed-store/conformance";
import { afterAll, describe, it, vi } from "vitest";
import { serverMissing } from "./support/find-server.mjs";
import { toBackendUnderTest } from "./support/service.mjs";
import { startServer } from "./support/start-server.mjs";

// Each of its tests makes a PostgreSQL schema and drops it, so that the full size takes a quarter of an hour: KEYED_STORE_CONFORMANCE=ci.
vi.hoisted(() => {
  process.env["KEYED_STORE_CONFORMANCE"] ??= "quick";
});

const server = serverMissing === undefined ? await startServer() : undefined;

afterAll(() => server?.stop());

describe.skipIf(server === undefined)("where there is a PostgreSQL server", () => {
  if (server !== undefined) conformance({ describe, it, backend: toBackendUnderTest(server) });
});
