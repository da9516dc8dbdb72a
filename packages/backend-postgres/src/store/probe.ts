import { randomUUID } from "node:crypto";
import {
  type Access,
  type BackendInfo,
  type Clock,
  hostGlobals,
  isError,
  isKeyedStoreError,
  type NamespaceRef,
  type ProbeStep,
  type ProbeStepName,
  type Transaction,
} from "@keyed-store/core";
import type { Link } from "../connection/link.js";
import { translateFailure } from "../connection/translate-failure.js";
import { checkServer, openFailedError } from "../schema/check-server.js";
import { readFormat } from "../schema/ensure-schema.js";
import { FORMAT } from "../sql/format-schema.js";
import type { Sender } from "./sender.js";
import type { Writer } from "./writer.js";

/** What a probe works with. */
export interface ProbeOptions {
  readonly link: Link;
  readonly sender: Sender;
  readonly writer: Writer;
  readonly info: BackendInfo;
  readonly schema: string;
  readonly access: Access;
  readonly clock: Clock;
}

const LEFT_OUT = "left out: the store is open read-only";

/**
 * Tries a store step by step, leaving no trace (KS-PROBE-1). Its steps in the words of PostgreSQL: the connection, the driver, what the server is, the
 * format, a batch that is rolled back, and a flush.
 *
 * @throws `KEYED_STORE_BUSY` others hold what it needs, which says nothing about the store
 */
export async function probeStore({
  link,
  sender,
  writer,
  info,
  schema,
  access,
  clock,
}: ProbeOptions): Promise<readonly ProbeStep[]> {
  const readOnly = access === "read-only";
  const steps: readonly (readonly [ProbeStepName, () => Promise<string | undefined>])[] = [
    ["state-directory", () => reach(link)],
    ["load-backend", async () => `${info.engine} ${info.engineVersion}`],
    ["open", async () => `PostgreSQL ${(await link.use(checkServer)).version}`],
    ["schema", async () => `format ${await link.use((connection) => readFormat(connection, schema))} of ${FORMAT}`],
    ["write-read-delete", async () => (readOnly ? LEFT_OUT : rehearse(writer, clock))],
    ["checkpoint", async () => (readOnly ? LEFT_OUT : flush(sender))],
  ];
  const done: ProbeStep[] = [];
  let failed: ProbeStepName | undefined;
  for (const [name, attempt] of steps) {
    const step: ProbeStep =
      failed === undefined
        ? await runStep(name, attempt)
        : { name, ok: false, durationMs: 0, message: `not tried, because "${failed}" failed` };
    if (!step.ok) failed ??= name;
    done.push(step);
  }
  return done;
}

async function reach(link: Link): Promise<undefined> {
  await link.use((connection) => connection.query({ text: "SELECT 1" }));
}

async function flush(sender: Sender): Promise<undefined> {
  await sender.flush();
}

async function runStep(name: ProbeStepName, attempt: () => Promise<string | undefined>): Promise<ProbeStep> {
  const began = hostGlobals.monotonicNow();
  try {
    const message = await attempt();
    const durationMs = hostGlobals.monotonicNow() - began;
    return message === undefined ? { name, ok: true, durationMs } : { name, ok: true, durationMs, message };
  } catch (cause) {
    const error = isKeyedStoreError(cause) || !isError(cause) ? cause : translateFailure(cause, "read");
    if (isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY") throw error;
    const known = isKeyedStoreError(error) ? error : translateFailure(error, "read");
    return {
      name,
      ok: false,
      durationMs: hostGlobals.monotonicNow() - began,
      code: known.code,
      message: known.message,
    };
  }
}

/** A write, a read and a delete under the name of an owner that nobody else has. */
async function rehearse(writer: Writer, clock: Clock): Promise<undefined> {
  const ref: NamespaceRef = {
    owner: `scratch space ${randomUUID()}`,
    namespace: "scratch space",
    maxEntries: 1,
    overflow: "evict-oldest",
    maxEntriesPerOwner: Number.POSITIVE_INFINITY,
    ownerOverflow: "reject",
  };
  const batch: readonly Transaction[] = [
    [{ kind: "put", ref, key: "key", json: '"value"', expiry: { ttlMs: null } }],
    [{ kind: "consume", ref, key: "key" }],
    [{ kind: "count", ref }],
  ];
  const results = (await writer.rehearse(batch, clock)).map((outcome) =>
    outcome.status === "done" ? outcome.results[0] : outcome.status,
  );
  const [written, consumed, left] = results;
  const value = typeof consumed === "object" && consumed !== null && "json" in consumed ? consumed.json : undefined;
  if (written !== true || value !== '"value"' || left !== 0) {
    throw openFailedError("The functions of the store in the PostgreSQL server gave a wrong answer in a trial.");
  }
  return undefined;
}
