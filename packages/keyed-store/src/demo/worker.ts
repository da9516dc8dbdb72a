/*
 * The bot, in a process of its own so that it can be killed. It handles what it is given in the order of arrival and
 * answers when all of a batch is on record. Where its parent goes away, it closes the store and ends.
 */
import { isKeyedStoreError, type StateStore } from "@keyed-store/core";
import { openStateStore } from "../open-state-store.js";
import { type BotNamespaces, LIMITS, openBotNamespaces } from "./bot-namespaces.js";
import { handleEventUnlessSeen } from "./handle-event-unless-seen.js";
import type { FromWorker, NumberedDelivery, ToWorker, WorkerOptions } from "./protocol.js";

interface Opened {
  readonly store: StateStore;
  readonly bot: BotNamespaces;
  readonly run: number;
}

let now = 0;
let handled = 0;
let opened: Opened | undefined;
let work: Promise<void> = Promise.resolve();

process.on("message", (message: ToWorker) => {
  work = work.then(() => handleParentMessage(message)).catch(sendFailureToParentAndDisconnect);
});
process.on("disconnect", () => {
  work = work.then(closeWorkerStore).catch(sendFailureToParentAndDisconnect);
});

async function handleParentMessage(message: ToWorker): Promise<void> {
  switch (message.type) {
    case "open":
      return openStoreAndNotifyParent(message.options);
    case "deliver":
      return handleDeliveriesAndAcknowledge(message.batch);
    case "close":
      await closeWorkerStore();
      sendToParent({ type: "closed" });
      process.disconnect();
  }
}

async function openStoreAndNotifyParent({ run, now: start, ...options }: WorkerOptions): Promise<void> {
  now = start;
  const store = await openStateStore({ ...options, limits: LIMITS, clock: () => now });
  opened = { store, bot: openBotNamespaces(store), run };
  sendToParent({ type: "opened", backend: store.backend, databasePath: store.databasePath });
}

async function handleDeliveriesAndAcknowledge(batch: readonly NumberedDelivery[]): Promise<void> {
  if (opened === undefined) return;
  const again: number[] = [];
  for (const { index, at, event } of batch) {
    now = Math.max(now, at);
    const key = `${opened.run}.${String(handled).padStart(6, "0")}`;
    if (await handleEventUnlessSeen(opened.bot, event, key)) handled += 1;
    else again.push(index);
  }
  sendToParent({ type: "acknowledged", count: batch.length, again });
}

async function closeWorkerStore(): Promise<void> {
  const last = opened;
  opened = undefined;
  await last?.store.close();
}

function sendFailureToParentAndDisconnect(error: unknown): void {
  const code = isKeyedStoreError(error) ? error.code : "KEYED_STORE_WRITE_FAILED";
  sendToParent({ type: "failed", code, message: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}

function sendToParent(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}
