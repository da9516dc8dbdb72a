import type { Clock } from "../contract/clock.js";
import type { ProbeStep } from "../contract/reports/probe-report.js";
import { isKeyedStoreError } from "../errors/keyed-store-error.js";
import { runMemoryBackendSelfTest } from "./run-memory-backend-self-test.js";

/** The steps of a probe (KS-PROBE-1). In memory there is little to fail; the store itself is left alone. */
export function probeMemoryBackend(clock: Clock): readonly ProbeStep[] {
  return [
    { ...NOTHING_TO_DO, name: "state-directory" },
    { ...NOTHING_TO_DO, name: "load-backend" },
    { ...NOTHING_TO_DO, name: "open" },
    { ...NOTHING_TO_DO, name: "schema" },
    probeWriteReadAndDelete(clock),
    { ...NOTHING_TO_DO, name: "checkpoint" },
  ];
}

const NOTHING_TO_DO = { ok: true, durationMs: 0, message: "Nothing to do: the data is in memory." };

function probeWriteReadAndDelete(clock: Clock): ProbeStep {
  const name = "write-read-delete";
  try {
    const start = clock();
    runMemoryBackendSelfTest();
    return { name, ok: true, durationMs: Math.max(0, clock() - start) };
  } catch (error) {
    const known = isKeyedStoreError(error) ? { code: error.code, message: error.message } : { message: String(error) };
    return { name, ok: false, durationMs: 0, ...known };
  }
}
