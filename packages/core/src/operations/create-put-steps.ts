import { mapMaybePromise } from "../async/map-maybe-promise.js";
import type { PutCommand } from "../backend/command.js";
import type { PreparedStep } from "../calls/prepared-step.js";
import type { EntryVersion } from "../contract/entry.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { parseKey } from "../handles/parse-key.js";
import { resolveExpiry } from "../handles/resolve-expiry.js";
import { createSingleCommandStep } from "../queue/operation-step.js";
import { parseVersionOrNull } from "../validation/parse-version.js";
import { encodeValueWithSchema } from "./coding/encode-value-with-schema.js";

export function createRegisterStep<T>(
  handle: NamespaceHandle<T>,
  key: string,
  value: T,
  options: unknown,
): PreparedStep<void> {
  return mapMaybePromise(createPutCommand(handle, key, value, options, "register"), (put) =>
    createSingleCommandStep(put, () => undefined),
  );
}

export function createRegisterIfAbsentStep<T>(
  handle: NamespaceHandle<T>,
  key: string,
  value: T,
  options: unknown,
): PreparedStep<boolean> {
  return mapMaybePromise(createPutCommand(handle, key, value, options, "registerIfAbsent"), (put) =>
    createSingleCommandStep({ ...put, expected: null }, returnWhetherWritten),
  );
}

export function createCompareAndSetStep<T>(
  handle: NamespaceHandle<T>,
  key: string,
  expectedVersion: EntryVersion | null,
  value: T,
  options: unknown,
): PreparedStep<boolean> {
  const expected = parseVersionOrNull(expectedVersion, "expectedVersion", "compareAndSet");
  return mapMaybePromise(createPutCommand(handle, key, value, options, "compareAndSet"), (put) =>
    createSingleCommandStep({ ...put, expected }, returnWhetherWritten),
  );
}

/** The command that writes a value, whatever is there. */
export function createPutCommand<T>(
  handle: NamespaceHandle<T>,
  inputKey: string,
  value: T,
  options: unknown,
  operationName: string,
): PutCommand | Promise<PutCommand> {
  const { ref } = handle;
  const key = parseKey(handle, inputKey, operationName);
  const expiry = resolveExpiry(handle, options, operationName);
  return mapMaybePromise(encodeValueWithSchema(handle, value, operationName), (json) => ({
    kind: "put",
    ref,
    key,
    json,
    expiry,
  }));
}

function returnWhetherWritten(isWritten: boolean): boolean {
  return isWritten;
}
