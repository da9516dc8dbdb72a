import { mapMaybePromise } from "../async/map-maybe-promise.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { parseKey } from "../handles/parse-key.js";
import { createSingleCommandStep, type OperationStep } from "../queue/operation-step.js";
import { decodeValueWithSchema } from "./coding/decode-value-with-schema.js";
import { createLostRaceCounter } from "./create-lost-race-counter.js";

/** Reads and removes. What the backend can decode, but a schema might refuse, is removed only after the schema was asked. */
export function createConsumeStep<T>(handle: NamespaceHandle<T>, inputKey: string): OperationStep<T | undefined> {
  const { ref } = handle;
  const key = parseKey(handle, inputKey, "consume");
  if (handle.schema === undefined) {
    return createSingleCommandStep(
      { kind: "consume", ref, key },
      (found) => found && decodeValueWithSchema(handle, found, "consume"),
    );
  }
  const countLostRace = createLostRaceCounter("consume");

  const remove = (value: T, expected: number): OperationStep<T | undefined> =>
    createSingleCommandStep(
      { kind: "delete", ref, key, expected },
      (removed) => {
        if (removed) return value;
        countLostRace();
        return read();
      },
      true,
    );
  const read = (): OperationStep<T | undefined> =>
    createSingleCommandStep(
      { kind: "get", ref, key },
      (found) =>
        found &&
        mapMaybePromise(decodeValueWithSchema(handle, found, "consume"), (value) => remove(value, found.version)),
      true,
    );
  return read();
}
