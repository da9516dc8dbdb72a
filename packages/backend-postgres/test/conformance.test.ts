import { conformance } from "@keyed-store/conformance";
import { afterAll, describe, it } from "vitest";
import { serverMissing } from "./support/find-server.mjs";
import { toBackendUnderTest } from "./support/service.mjs";
import { startServer } from "./support/start-server.mjs";

const server = serverMissing === undefined ? await startServer() : undefined;

afterAll(() => server?.stop());

describe.skipIf(server === undefined)("where there is a PostgreSQL server", () => {
  if (server !== undefined) conformance({ describe, it, backend: toBackendUnderTest(server) });
});
