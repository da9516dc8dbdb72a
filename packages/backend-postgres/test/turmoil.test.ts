import { type Disturbances, size, testWorkersUnderDisturbance, type WorkerBackends } from "@keyed-store/conformance";
import { afterAll, describe, expect, it } from "vitest";
import { serverMissing } from "./support/find-server.mjs";
import { toBackendUnderTest } from "./support/service.mjs";
import { startServer } from "./support/start-server.mjs";

const OPERATIONS = size.operations * 2;
const TURMOILS: readonly (readonly [name: string, turmoil: Disturbances])[] = [
  ["left alone", {}],
  ["one killed every 100 ms", { killEveryMs: 100 }],
  ["one stopped every 60 ms", { stopEveryMs: 60 }],
];

const server = serverMissing === undefined ? await startServer() : undefined;

afterAll(() => server?.stop());

describe.skipIf(server === undefined)("KS-SHARE-1 KS-SHARE-2 KS-ATOM-1 processes on one store in turmoil", () => {
  if (server === undefined) return;
  const ours = toBackendUnderTest(server);
  const crew: WorkerBackends = [ours, ours, ours, ours];

  it.each(TURMOILS)(`${OPERATIONS} operations each, %s: one order explains all answers`, async (_, turmoil) => {
    for (let session = 0; session < size.sessions; session++) {
      const report = await testWorkersUnderDisturbance(crew, OPERATIONS, size.seed + session, turmoil);
      expect(report.operations).toBeGreaterThanOrEqual(crew.length * OPERATIONS - report.busy);
      expect(report.busy, "they are given a minute each").toBe(0);
      if (turmoil.killEveryMs !== undefined) expect(report.kills).toBeGreaterThan(0);
    }
  });
});
