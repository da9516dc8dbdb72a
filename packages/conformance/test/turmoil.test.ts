import {
  type BackendUnderTest,
  type Disturbances,
  size,
  testWorkersUnderDisturbance,
  type WorkerBackends,
} from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { native, nativeMissing, resolved, wasm } from "./support/backends.mjs";

const OPERATIONS = size.operations * 2;
const CREWS: readonly WorkerBackends[] = [
  [wasm, wasm, wasm],
  ...(nativeMissing === undefined ? ([[native, native, native, wasm, wasm, wasm]] as const) : []),
];
const TURMOILS: readonly (readonly [name: string, turmoil: Disturbances])[] = [
  ["left alone", {}],
  ["one killed every 100 ms", { killEveryMs: 100 }],
  // Windows cannot stop a process for a while.
  ...(process.platform === "win32" ? [] : ([["one stopped every 60 ms", { stopEveryMs: 60 }]] as const)),
];

describe("KS-SHARE-1 KS-SHARE-2 KS-ATOM-1 processes on one file in turmoil", () => {
  for (const crew of CREWS) {
    const names = crew.map(({ name }) => name).join(", ");
    it.each(TURMOILS)(
      `${names}, ${OPERATIONS} operations each, %s: one order explains all answers`,
      async (_name, turmoil) => {
        for (let session = 0; session < size.sessions; session++) {
          const report = await testWorkersUnderDisturbance(crew, OPERATIONS, size.seed + session, turmoil);
          expect(report.operations).toBeGreaterThanOrEqual(crew.length * OPERATIONS - report.busy);
          expect(report.busy, "they are given a minute each").toBe(0);
          if (turmoil.killEveryMs !== undefined) expect(report.kills).toBeGreaterThan(0);
        }
      },
    );
  }

  it("control: where nobody keeps the others out, it shows", async () => {
    const providerModule = { specifier: resolved("./lawless.mjs"), export: "lawlessProvider" };
    const lawless: BackendUnderTest = { ...wasm, providerModule };
    await expect(
      testWorkersUnderDisturbance([lawless, lawless, lawless, lawless], OPERATIONS, size.seed),
    ).rejects.toThrow(/no order explains|a process on wasm failed|integrity of the file/);
  });
});
