import { admit } from "../calls/assert-operation-allowed.js";
import type { ProbeReport, ProbeStep } from "../contract/probe-report.js";
import { isKeyedStoreError, KeyedStoreError } from "../errors/keyed-store-error.js";
import type { OpenStore } from "../handles/store-context.js";

/** Tries a store from the directory up. Never rejects (KS-PROBE-1). */
export async function probe(store: OpenStore): Promise<ProbeReport> {
  const { backend } = store;
  const steps = await stepsOf(store).catch((error: unknown) => [failed(error)]);
  return {
    ok: steps.every((step) => step.ok),
    backend: backend.info.name,
    path: backend.databasePath,
    steps: steps.map((step) => toldReadOnly(store, step)),
  };
}

async function stepsOf(store: OpenStore): Promise<readonly ProbeStep[]> {
  const { backend, queue, issuer } = store;
  admit(store, "probe");
  return queue.turn(() => backend.probe(issuer.clock), issuer, { operation: "probe" });
}

function failed(error: unknown): ProbeStep {
  const { code, message } = isKeyedStoreError(error)
    ? error
    : new KeyedStoreError("KEYED_STORE_READ_FAILED", "The probe failed in a way the backend does not know.");
  return { name: "open", ok: false, durationMs: 0, code, message };
}

function toldReadOnly({ access }: OpenStore, step: ProbeStep): ProbeStep {
  if (access !== "read-only" || step.name !== "write-read-delete" || step.message !== undefined) return step;
  return { ...step, message: "Left out: the store is open read-only." };
}
