import { whenDone } from "../async/map-maybe-promise.js";
import { keyOf } from "../handles/check-call.js";
import type { Handle } from "../handles/namespace-handle.js";
import { type Step, step } from "../queue/operation-step.js";
import { raceCounter } from "./create-race-counter.js";
import { decodeFor } from "./decode-with-schema.js";

/** Reads and removes. What the backend can decode, but a schema might refuse, is removed only after the schema was asked. */
export function consume<T>(handle: Handle<T>, givenKey: string): Step<T | undefined> {
  const { space } = handle;
  const key = keyOf(handle, givenKey, "consume");
  if (handle.schema === undefined) {
    return step({ kind: "consume", space, key }, (found) => found && decodeFor(handle, found, "consume"));
  }
  const lose = raceCounter("consume");

  const remove = (value: T, expected: number): Step<T | undefined> =>
    step(
      { kind: "delete", space, key, expected },
      (removed) => {
        if (removed) return value;
        lose();
        return read();
      },
      true,
    );
  const read = (): Step<T | undefined> =>
    step(
      { kind: "get", space, key },
      (found) => found && whenDone(decodeFor(handle, found, "consume"), (value) => remove(value, found.version)),
      true,
    );
  return read();
}
