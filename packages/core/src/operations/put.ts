import { whenDone } from "../async/map-maybe-promise.js";
import type { PutCommand } from "../backend/command.js";
import type { Prepared } from "../calls/prepared-step.js";
import { keyOf } from "../handles/check-call.js";
import type { Handle } from "../handles/namespace-handle.js";
import { ttlOf } from "../handles/resolve-ttl.js";
import { step } from "../queue/operation-step.js";
import { versionOrNullOf } from "../validation/check-version.js";
import { encodeFor } from "./encode-with-schema.js";

export function register<T>(handle: Handle<T>, key: string, value: T, options: unknown): Prepared<void> {
  return whenDone(putOf(handle, key, value, options, "register"), (put) => step(put, () => undefined));
}

export function registerIfAbsent<T>(handle: Handle<T>, key: string, value: T, options: unknown): Prepared<boolean> {
  return whenDone(putOf(handle, key, value, options, "registerIfAbsent"), (put) =>
    step({ ...put, expected: null }, asItIs),
  );
}

export function compareAndSet<T>(
  handle: Handle<T>,
  key: string,
  expectedVersion: number | null,
  value: T,
  options: unknown,
): Prepared<boolean> {
  const expected = versionOrNullOf(expectedVersion, "expectedVersion", "compareAndSet");
  return whenDone(putOf(handle, key, value, options, "compareAndSet"), (put) => step({ ...put, expected }, asItIs));
}

/** The command that writes a value, whatever is there. */
export function putOf<T>(
  handle: Handle<T>,
  givenKey: string,
  value: T,
  options: unknown,
  operation: string,
): PutCommand | Promise<PutCommand> {
  const { space } = handle;
  const key = keyOf(handle, givenKey, operation);
  const ttlMs = ttlOf(handle, options, operation);
  return whenDone(encodeFor(handle, value, operation), (json) => ({ kind: "put", space, key, json, ttlMs }));
}

function asItIs(written: boolean): boolean {
  return written;
}
