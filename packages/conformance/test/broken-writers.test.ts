import { type BackendUnderTest, runKillRounds } from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { native, nativeMissing, resolved } from "./support/backends.mjs";

const BROKEN = ["acknowledgesTooEarly", "tearsAtomicSteps", "commitsBackwards"];

describe.skipIf(nativeMissing !== undefined)(
  "Killing a writer shows what it did wrong (KS-LIFE-3, KS-ATOM-3, KS-ATOM-4)",
  () => {
    it.each(BROKEN)("%s", async (name) => {
      const providerModule = { specifier: resolved("./broken-writers.mjs"), export: name };
      const writer: BackendUnderTest = { ...native, name, providerModule };
      await expect(runKillRounds({ writer, survivor: native }, 60, 1)).rejects.toThrow(/what no prefix of them gives/);
    });

    it("a writer with nothing wrong passes", async () => {
      const report = await runKillRounds({ writer: native, survivor: native }, 5, 1);
      expect(report).toMatchObject({ rounds: 5 });
    });
  },
);
