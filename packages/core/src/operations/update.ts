import { captureContext } from "../async/async-context.js";
import { isPromise } from "../async/is-promise.js";
import { whenDone } from "../async/map-maybe-promise.js";
import { invalidInput } from "../errors/input-errors.js";
import { keyOf } from "../handles/check-call.js";
import type { Handle } from "../handles/namespace-handle.js";
import { ttlOf } from "../handles/resolve-ttl.js";
import { type Step, step } from "../queue/operation-step.js";
import { PassedOn } from "../queue/to-contract-error.js";
import { show } from "../text/describe-value.js";
import { raceCounter } from "./create-race-counter.js";
import { decodeFor } from "./decode-with-schema.js";
import { encodeFor } from "./encode-with-schema.js";

/** Reads, lets the caller make a new value, and writes that over what was read; from the start where others came between. */
export function update<T>(
  handle: Handle<T>,
  givenKey: string,
  fn: (current: T | undefined) => T | undefined,
  options: unknown,
): Step<boolean> {
  const { space } = handle;
  const key = keyOf(handle, givenKey, "update");
  if (typeof fn !== "function") throw invalidInput("update", `fn must be a function, was ${show(fn)}.`);
  const ttlMs = ttlOf(handle, options, "update");
  const lose = raceCounter("update");
  const within = captureContext();

  const write = (next: T, expected: number | null) =>
    whenDone(encodeFor(handle, next, "update"), (json) =>
      step(
        { kind: "put", space, key, json, ttlMs, expected },
        (written): Step<boolean> | true => {
          if (written) return true;
          lose();
          return read();
        },
        true,
      ),
    );
  const read = (): Step<boolean> =>
    step(
      { kind: "get", space, key },
      (found) =>
        whenDone(found && decodeFor(handle, found, "update"), (current) => {
          const next = within(() => ask(fn, current));
          return next === undefined ? false : write(next, found?.version ?? null);
        }),
      true,
    );
  return read();
}

function ask<T>(fn: (current: T | undefined) => T | undefined, current: T | undefined): T | undefined {
  let next: T | undefined;
  try {
    next = fn(current);
  } catch (error) {
    throw new PassedOn(error);
  }
  if (!isPromise(next)) return next;
  next.then(undefined, () => {}); // it is refused, however it ends
  throw invalidInput("update", "fn must be synchronous, but returned a promise. Await first, then update.");
}
