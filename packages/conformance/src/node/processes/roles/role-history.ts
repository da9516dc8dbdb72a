import { isKeyedStoreError, type KeyedStore, type StateStore } from "@keyed-store/core";
import { type Answer, applyKeyOperation, type KeyOperation } from "../../../history/history.js";
import { createRandom, type Random } from "../../../support/create-random.js";
import { readSharedClockMs } from "../../host/read-shared-clock-ms.js";
import type { Role } from "./role.js";

/** The keys that all processes of a history work on; few, so that they meet. */
export const HISTORY_KEYS: readonly string[] = Array.from({ length: 8 }, (_, index) => `key ${index}`);

/** The one namespace of a history. */
export function openHistoryNamespace(store: StateStore): KeyedStore<string> {
  return store.openKeyedStore<string>({ owner: "history", namespace: "shared", maxEntries: 100 });
}

/**
 * Works on keys that it shares, and reports each operation when it is issued and when it is answered, by the system's
 * clock that never steps, which all processes share. That the store is busy is an answer too: then nothing happened.
 */
export const historyRole: Role = async ({ task, store, report }) => {
  const keyed = openHistoryNamespace(store);
  const { below, pick } = createRandom(task.seed);
  for (let index = 0; index < task.operations; index++) {
    const operation = drawRandomOperation(below, pick, `${task.id}.${index}`);
    report({ type: "issued", operation, at: readSharedClockMs() });
    try {
      const answer = await runKeyOperation(keyed, operation);
      report({ type: "answered", answer, at: readSharedClockMs() });
    } catch (error) {
      if (!isKeyedStoreError(error) || error.code !== "KEYED_STORE_BUSY") throw error;
      report({ type: "busy", message: error.message });
    }
  }
  report({ type: "done", increments: 0, won: [] });
};

function drawRandomOperation(
  randomBelow: (bound: number) => number,
  pickRandom: Random["pick"],
  value: string,
): KeyOperation {
  const key = HISTORY_KEYS[randomBelow(HISTORY_KEYS.length)] ?? "";
  const kind = pickRandom([
    "register",
    "register",
    "registerIfAbsent",
    "registerIfAbsent",
    "lookup",
    "lookup",
    "consume",
    "delete",
  ] as const);
  return kind === "register" || kind === "registerIfAbsent" ? { kind, key, value } : { kind, key };
}

async function runKeyOperation(store: KeyedStore<string>, operation: KeyOperation): Promise<Answer> {
  const { key } = operation;
  switch (operation.kind) {
    case "register":
      await store.register(key, operation.value);
      return applyKeyOperation(null, operation).answer;
    case "registerIfAbsent":
      return store.registerIfAbsent(key, operation.value);
    case "lookup":
      return (await store.lookup(key)) ?? null;
    case "consume":
      return (await store.consume(key)) ?? null;
    case "delete":
      return store.delete(key);
  }
}
