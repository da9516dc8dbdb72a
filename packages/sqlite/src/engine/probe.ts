import {
  type Access,
  type BackendEvent,
  type BackendInfo,
  type Clock,
  hostGlobals,
  isError,
  isKeyedStoreError,
  type ProbeStep,
  type ProbeStepName,
} from "@keyed-store/core";
import { readFormatVersion } from "../format/format-version.js";
import type { StoreHost } from "../host/store-host.js";
import { SCHEMA_VERSION } from "../sql/schema.js";
import type { SharedConnection } from "./connection/shared-connection.js";
import { verifyResultsOfSampleTransactions } from "./trial/trial.js";

/** What a probe works with. */
export interface ProbeOptions {
  readonly connections: SharedConnection;
  readonly backendInfo: BackendInfo;
  readonly host: StoreHost;
  readonly access: Access;
  readonly clock: Clock;
  readonly emit: (event: BackendEvent) => void;
}

/**
 * Tries a store step by step, from its directory up, leaving no trace (KS-PROBE-1).
 *
 * @throws `KEYED_STORE_BUSY` another process holds the store, which says nothing about its health
 */
export function probeStore({
  connections,
  backendInfo,
  host,
  access,
  clock,
  emit,
}: ProbeOptions): readonly ProbeStep[] {
  const readOnly = access === "read-only";
  const steps: readonly [ProbeStepName, () => string | undefined][] = [
    [
      "state-directory",
      () => {
        noticeTampering(connections);
        host.assertDirectoryUsable(readOnly);
        return undefined;
      },
    ],
    [
      "load-backend",
      () => `${backendInfo.engine} ${backendInfo.engineVersion}, SQLite ${backendInfo.sqliteVersion ?? "unknown"}`,
    ],
    ["open", () => connections.withConnection("open", () => undefined, "always")],
    [
      "schema",
      () =>
        connections.withConnection(
          "read",
          ({ connection }) => `format ${readFormatVersion(connection, host.databasePath)} of ${SCHEMA_VERSION}`,
        ),
    ],
    [
      "write-read-delete",
      () => {
        if (readOnly) return "left out: the store is open read-only";
        connections.withConnection("write", ({ kernel }) =>
          verifyResultsOfSampleTransactions((batch) => kernel.dryRun(batch, clock)),
        );
        return undefined;
      },
    ],
    [
      "checkpoint",
      () => (readOnly ? "left out: the store is open read-only" : runPassiveCheckpointAndDescribe(connections, emit)),
    ],
  ];
  let failed: string | undefined;
  return steps.map(([name, attempt]) => {
    if (failed !== undefined)
      return { name, ok: false, durationMs: 0, message: `not tried, because "${failed}" failed` };
    const step = runProbeStep(name, attempt);
    if (!step.ok) failed = name;
    return step;
  });
}

/** Whichever step tells of it: nothing is acknowledged any more after a probe that found the files gone (KS-LIFE-5). */
function noticeTampering(connections: SharedConnection): void {
  if (connections.current === undefined) return;
  try {
    connections.withConnection("open", () => undefined, "always");
  } catch {} // The step "open" says what it is, unless the directory is gone too.
}

function runProbeStep(name: ProbeStepName, runStep: () => string | undefined): ProbeStep {
  const began = hostGlobals.monotonicNow();
  const took = (): number => hostGlobals.monotonicNow() - began;
  try {
    const message = runStep();
    return typeof message === "string"
      ? { name, ok: true, durationMs: took(), message }
      : { name, ok: true, durationMs: took() };
  } catch (error) {
    if (isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY") throw error;
    const message = isError(error) ? error.message : String(error);
    const code = isKeyedStoreError(error) ? error.code : "KEYED_STORE_READ_FAILED";
    return { name, ok: false, durationMs: took(), code, message };
  }
}

function runPassiveCheckpointAndDescribe(connections: SharedConnection, emit: (event: BackendEvent) => void): string {
  const row = connections.withConnection("write", ({ connection }) =>
    connection.prepare("PRAGMA wal_checkpoint(PASSIVE)").get(),
  );
  const [logFrames, checkpointedFrames] = [Number(row?.[1] ?? 0), Number(row?.[2] ?? 0)];
  emit({ type: "checkpoint", logFrames, checkpointedFrames });
  return `${checkpointedFrames} of ${logFrames} pages of the log are in the database`;
}
