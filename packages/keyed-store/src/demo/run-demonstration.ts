import { performance } from "node:perf_hooks";
import { type BackendInfo, type EpochMs, KeyedStoreError, type StateStore } from "@keyed-store/core";
import { openStateStore } from "../open-state-store.js";
import { BOT, LIMITS, openBotNamespaces } from "./bot-namespaces.js";
import type { RecordedDeliveries } from "./delivery.js";
import { computeExpectedState } from "./expected-state.js";
import { replayRecordedDeliveries } from "./replay-recorded-deliveries.js";
import { type ReplaySummary, summarizeReplay } from "./summarize-replay.js";
import { type Verdict, verifyBotState } from "./verify-bot-state.js";

/** Where and how a demonstration runs. */
export interface DemonstrationOptions {
  readonly directory: string;
  readonly fileName: string;
  readonly backend?: string | readonly string[] | undefined;
  readonly busyTimeoutMs?: number | undefined;
  readonly allowUnsafeFileSystem?: boolean | undefined;
}

/** What a demonstration showed. */
export interface Demonstration {
  readonly backend: BackendInfo;
  readonly databasePath: string;
  readonly replay: ReplaySummary;
  readonly verdict: Verdict;
  /** From the first start to the last check. */
  readonly durationMs: number;
}

/**
 * Plays a recording to the bot, kills it at work, lets it go on, and checks in the end that each event was handled
 * exactly once. The recording is moved in time so that it ends now: what it leaves behind is alive when one looks.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` the store holds an earlier demonstration
 */
export async function runDemonstration(
  recorded: RecordedDeliveries,
  options: DemonstrationOptions,
  lastDeliveryAt: EpochMs,
  onDeliveriesAnswered: (answered: number) => Promise<void>,
): Promise<Demonstration> {
  const started = performance.now();
  await assertNoEarlierDemonstration(options);
  const moved = shiftDeliveriesToEndAt(recorded, lastDeliveryAt);
  const played = await replayRecordedDeliveries(moved, options, onDeliveriesAnswered);
  const expected = computeExpectedState(moved.deliveries);
  const verdict = await withDemoStore(options, expected.end, (store) =>
    verifyBotState(openBotNamespaces(store), expected),
  );
  const { backend, databasePath } = played;
  return { backend, databasePath, replay: summarizeReplay(played), verdict, durationMs: performance.now() - started };
}

function shiftDeliveriesToEndAt(
  { deliveries, restarts }: RecordedDeliveries,
  lastDeliveryAt: EpochMs,
): RecordedDeliveries {
  const shift = lastDeliveryAt - (deliveries.at(-1)?.at ?? lastDeliveryAt);
  return { deliveries: deliveries.map(({ at, event }) => ({ at: at + shift, event })), restarts };
}

async function assertNoEarlierDemonstration(options: DemonstrationOptions): Promise<void> {
  const entries = await withDemoStore(options, Date.now(), async (store) => (await store.owner(BOT).usage()).entries);
  if (entries === 0) return;
  throw new KeyedStoreError(
    "KEYED_STORE_INVALID_INPUT",
    `${options.directory} holds an earlier demonstration in ${options.fileName}. Name another directory, or none for a fresh one.`,
    { operation: "demo" },
  );
}

async function withDemoStore<R>(
  options: DemonstrationOptions,
  now: EpochMs,
  work: (store: StateStore) => Promise<R>,
): Promise<R> {
  const store = await openStateStore({ ...options, limits: LIMITS, clock: () => now });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
