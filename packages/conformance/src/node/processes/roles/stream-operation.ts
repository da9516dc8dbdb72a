import type { StateStore } from "@keyed-store/core";
import { createRandom } from "../../../support/create-random.js";
import type {
  LeftAndRightEntries,
  LeftAndRightNamespaces,
  LeftOrRight,
  StreamValue,
} from "./left-and-right-namespaces.js";

/** What a streaming process does, one after another. Every write holds the index that it has in the stream. */
export type StreamOperation =
  | {
      readonly kind: "register" | "registerIfAbsent";
      readonly namespace: LeftOrRight;
      readonly key: string;
      readonly value: StreamValue;
    }
  | { readonly kind: "consume" | "delete"; readonly namespace: LeftOrRight; readonly key: string }
  | { readonly kind: "update"; readonly namespace: LeftOrRight; readonly key: string; readonly index: number }
  | { readonly kind: "increment"; readonly namespace: LeftOrRight; readonly key: string }
  | { readonly kind: "move"; readonly key: string; readonly value: StreamValue }
  | { readonly kind: "clear"; readonly namespace: LeftOrRight };

const KEYS = 12;

/** The operations of a seed, without end. */
export function* generateStreamOperations(seed: number): Generator<StreamOperation, never> {
  const { below, pick } = createRandom(seed);
  for (let index = 0; ; index++) {
    const namespace = pick<LeftOrRight>(["left", "right"]);
    const key = `key ${below(KEYS)}`;
    const value = { index, text: `${index}`.repeat(below(300)) };
    const dice = below(100);
    if (dice < 45) yield { kind: "register", namespace, key, value };
    else if (dice < 55) yield { kind: "registerIfAbsent", namespace, key, value };
    else if (dice < 65) yield { kind: "consume", namespace, key };
    else if (dice < 72) yield { kind: "delete", namespace, key };
    else if (dice < 85) yield { kind: "update", namespace, key, index };
    else if (dice < 90) yield { kind: "increment", namespace, key: `count ${below(3)}` };
    else if (dice < 98) yield { kind: "move", key, value };
    else yield { kind: "clear", namespace };
  }
}

/** What an operation makes of a state; the state given is left as it was. */
export function applyStreamOperation(
  entriesBefore: LeftAndRightEntries,
  operation: StreamOperation,
): LeftAndRightEntries {
  const entries = { left: new Map(entriesBefore.left), right: new Map(entriesBefore.right) };
  switch (operation.kind) {
    case "register":
      entries[operation.namespace].set(operation.key, operation.value);
      break;
    case "registerIfAbsent":
      if (!entries[operation.namespace].has(operation.key))
        entries[operation.namespace].set(operation.key, operation.value);
      break;
    case "consume":
    case "delete":
      entries[operation.namespace].delete(operation.key);
      break;
    case "update":
      entries[operation.namespace].set(
        operation.key,
        createValueAfterUpdate(entries[operation.namespace].get(operation.key), operation.index),
      );
      break;
    case "increment":
      entries[operation.namespace].set(operation.key, Number(entries[operation.namespace].get(operation.key) ?? 0) + 1);
      break;
    case "move":
      entries.left.delete(operation.key);
      entries.right.set(operation.key, operation.value);
      entries.left.set(`moved ${operation.key}`, operation.value);
      break;
    case "clear":
      entries[operation.namespace].clear();
  }
  return entries;
}

/** Does an operation on a store. */
export async function performStreamOperation(
  store: StateStore,
  namespaces: LeftAndRightNamespaces,
  operation: StreamOperation,
): Promise<void> {
  switch (operation.kind) {
    case "register":
    case "registerIfAbsent":
      await namespaces[operation.namespace][operation.kind](operation.key, operation.value);
      return;
    case "consume":
    case "delete":
      await namespaces[operation.namespace][operation.kind](operation.key);
      return;
    case "update":
      await namespaces[operation.namespace].update(operation.key, (current) =>
        createValueAfterUpdate(current, operation.index),
      );
      return;
    case "increment":
      await namespaces[operation.namespace].increment(operation.key);
      return;
    case "move": {
      const { left, right } = namespaces;
      const { key, value } = operation;
      await store
        .owner("stream")
        .atomic()
        .delete(left, key)
        .register(right, key, value)
        .register(left, `moved ${key}`, value)
        .commit();
      return;
    }
    case "clear":
      await namespaces[operation.namespace].clear();
  }
}

function createValueAfterUpdate(current: StreamValue | number | undefined, index: number): StreamValue {
  const before = typeof current === "object" ? current.index : "new";
  return { index, text: `${before} then ${index}` };
}
