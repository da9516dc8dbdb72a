import { captureAsyncContext } from "../async/async-context.js";
import { mapMaybePromise } from "../async/map-maybe-promise.js";
import { invalidInputError } from "../errors/input-errors.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { resolveExpiry } from "../handles/resolve-expiry.js";
import { validateKey } from "../handles/validate-key.js";
import { createStep, type OperationStep } from "../queue/operation-step.js";
import { formatArgument } from "../text/describe-value.js";
import { callSynchronously } from "./call-synchronously.js";
import { decodeWithSchema } from "./coding/decode-with-schema.js";
import { encodeWithSchema } from "./coding/encode-with-schema.js";
import { createLostRaceCounter } from "./create-lost-race-counter.js";

/** Reads, lets the caller make a new value, and writes it over what was read. It starts again if others wrote meanwhile. */
export function createUpdateStep<T>(
  handle: NamespaceHandle<T>,
  inputKey: string,
  updater: (current: T | undefined) => T | undefined,
  options: unknown,
): OperationStep<boolean> {
  const { ref } = handle;
  const key = validateKey(handle, inputKey, "update");
  if (typeof updater !== "function")
    throw invalidInputError("update", `fn must be a function, was ${formatArgument(updater)}.`);
  const expiry = resolveExpiry(handle, options, "update");
  const countLostRace = createLostRaceCounter("update");
  const runInContext = captureAsyncContext();

  const write = (next: T, expected: number | null) =>
    mapMaybePromise(encodeWithSchema(handle, next, "update"), (json) =>
      createStep(
        { kind: "put", ref, key, json, expiry, expected },
        (written): OperationStep<boolean> | true => {
          if (written) return true;
          countLostRace();
          return read();
        },
        true,
      ),
    );
  const read = (): OperationStep<boolean> =>
    createStep(
      { kind: "get", ref, key },
      (found) =>
        mapMaybePromise(found && decodeWithSchema(handle, found, "update"), (current) => {
          const next = runInContext(() => callSynchronously(updater, current, "update"));
          return next === undefined ? false : write(next, found?.version ?? null);
        }),
      true,
    );
  return read();
}
