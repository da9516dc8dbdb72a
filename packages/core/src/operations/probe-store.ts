import { assertOperationAllowed } from "../calls/assert-operation-allowed.js";
import type { ProbeReport, ProbeStep } from "../contract/reports/probe-report.js";
import { isKeyedStoreError, KeyedStoreError } from "../errors/keyed-store-error.js";
import type { StoreContext } from "../handles/store-context.js";

/** Tries a store from the directory up. Never rejects (KS-PROBE-1). */
export async function probeStore(store: StoreContext): Promise<ProbeReport> {
  const { backend } = store;
  const steps = await runBackendProbe(store).catch((error: unknown) => [createFailedProbeStep(error)]);
  return {
    ok: steps.every((step) => step.ok),
    backend: backend.info.name,
    path: backend.databasePath,
    steps: steps.map((step) => addReadOnlyNoteToStep(store, step)),
  };
}

async function runBackendProbe(store: StoreContext): Promise<readonly ProbeStep[]> {
  const { backend, queue, client } = store;
  assertOperationAllowed(store, "probe");
  return queue.runExclusive(() => backend.probe(client.clock), client, { operation: "probe" });
}

function createFailedProbeStep(error: unknown): ProbeStep {
  const { code, message } = isKeyedStoreError(error)
    ? error
    : new KeyedStoreError("KEYED_STORE_READ_FAILED", "The probe failed in a way the backend does not know.");
  return { name: "open", ok: false, durationMs: 0, code, message };
}

function addReadOnlyNoteToStep({ access }: StoreContext, step: ProbeStep): ProbeStep {
  if (access !== "read-only" || step.name !== "write-read-delete" || step.message !== undefined) return step;
  return { ...step, message: "Left out: the store is open read-only." };
}
