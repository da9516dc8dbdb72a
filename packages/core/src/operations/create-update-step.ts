import { captureAsyncContext } from "../async/async-context.js";
import { mapMaybePromise } from "../async/map-maybe-promise.js";
import { invalidInputError } from "../errors/input-errors.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { parseKey } from "../handles/parse-key.js";
import { resolveExpiry } from "../handles/resolve-expiry.js";
import { createSingleCommandStep, type OperationStep } from "../queue/operation-step.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import { callUserFunctionSync } from "./call-user-function-sync.js";
import { decodeValueWithSchema } from "./coding/decode-value-with-schema.js";
import { encodeValueWithSchema } from "./coding/encode-value-with-schema.js";
import { createLostRaceCounter } from "./create-lost-race-counter.js";

/** Reads, lets the caller make a new value, and writes it over what was read. It starts again if others wrote meanwhile. */
export function createUpdateStep<T>(
  handle: NamespaceHandle<T>,
  inputKey: string,
  updater: (current: T | undefined) => T | undefined,
  options: unknown,
): OperationStep<boolean> {
  const { ref } = handle;
  const key = parseKey(handle, inputKey, "update");
  if (typeof updater !== "function")
    throw invalidInputError("update", `fn must be a function, was ${formatReceivedArgument(updater)}.`);
  const expiry = resolveExpiry(handle, options, "update");
  const countLostRace = createLostRaceCounter("update");
  const runInContext = captureAsyncContext();

  const write = (next: T, expected: number | null) =>
    mapMaybePromise(encodeValueWithSchema(handle, next, "update"), (json) =>
      createSingleCommandStep(
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
    createSingleCommandStep(
      { kind: "get", ref, key },
      (found) =>
        mapMaybePromise(found && decodeValueWithSchema(handle, found, "update"), (current) => {
          const next = runInContext(() => callUserFunctionSync(updater, current, "update"));
          return next === undefined ? false : write(next, found?.version ?? null);
        }),
      true,
    );
  return read();
}
