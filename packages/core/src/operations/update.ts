import { captureContext } from "../async/async-context.js";
import { isPromise } from "../async/is-promise.js";
import { mapMaybePromise } from "../async/map-maybe-promise.js";
import { invalidInputError } from "../errors/input-errors.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { resolveExpiry } from "../handles/resolve-expiry.js";
import { validateKey } from "../handles/validate-key.js";
import { createStep, type OperationStep } from "../queue/operation-step.js";
import { CallbackError } from "../queue/to-contract-error.js";
import { formatArgument } from "../text/describe-value.js";
import { createRaceCounter } from "./create-race-counter.js";
import { decodeWithSchema } from "./decode-with-schema.js";
import { encodeWithSchema } from "./encode-with-schema.js";

/** Reads, lets the caller make a new value, and writes it over what was read. It starts again if others wrote meanwhile. */
export function update<T>(
  handle: NamespaceHandle<T>,
  inputKey: string,
  fn: (current: T | undefined) => T | undefined,
  options: unknown,
): OperationStep<boolean> {
  const { ref } = handle;
  const key = validateKey(handle, inputKey, "update");
  if (typeof fn !== "function") throw invalidInputError("update", `fn must be a function, was ${formatArgument(fn)}.`);
  const expiry = resolveExpiry(handle, options, "update");
  const countLostRace = createRaceCounter("update");
  const runInContext = captureContext();

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
          const next = runInContext(() => callUpdater(fn, current));
          return next === undefined ? false : write(next, found?.version ?? null);
        }),
      true,
    );
  return read();
}

function callUpdater<T>(fn: (current: T | undefined) => T | undefined, current: T | undefined): T | undefined {
  let next: T | undefined;
  try {
    next = fn(current);
  } catch (error) {
    throw new CallbackError(error);
  }
  if (!isPromise(next)) return next;
  next.then(undefined, () => {}); // the call fails, whatever becomes of the promise
  throw invalidInputError("update", "fn must be synchronous, but returned a promise. Await first, then update.");
}
