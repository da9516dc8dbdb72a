import { captureAsyncContext } from "../async/async-context.js";
import { mapMaybePromise } from "../async/map-maybe-promise.js";
import type { Expiry } from "../backend/expiry.js";
import type { JsonText, StoredEntry } from "../backend/stored-entry.js";
import type { Modification } from "../contract/call-options.js";
import type { Entry } from "../contract/entry.js";
import { invalidInputError } from "../errors/input-errors.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { parseKey } from "../handles/parse-key.js";
import { EXPIRY_OPTIONS, parseExpiry } from "../handles/resolve-expiry.js";
import { createSingleCommandStep, type OperationStep, type StepResult } from "../queue/operation-step.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import { checkOptions } from "../validation/check-options.js";
import { decodeValue } from "../values/decode.js";
import { callUserFunctionSync } from "./call-user-function-sync.js";
import { decodeEntryWithSchema } from "./coding/decode-value-with-schema.js";
import { encodeValueWithSchema } from "./coding/encode-value-with-schema.js";
import { toEntry } from "./coding/to-entry.js";
import { createLostRaceCounter } from "./create-lost-race-counter.js";

/** The entry as it is in the end; `undefined` where there is none. */
type ModifyResult<T> = Entry<T> | undefined;

/** What is to be written, and when it expires. */
interface ParsedModification {
  readonly value: unknown;
  readonly expiry: Expiry;
}

/**
 * Reads, lets the caller say what is to become of the entry, and does it to exactly what was read. It starts again if that
 * was written, touched or removed meanwhile, or has expired (KS-ATOM-7).
 */
export function createModifyStep<T>(
  handle: NamespaceHandle<T>,
  inputKey: string,
  decideModification: (entry: Entry<T> | undefined) => Modification<T> | null | undefined,
): OperationStep<ModifyResult<T>> {
  const { ref } = handle;
  const key = parseKey(handle, inputKey, OPERATION);
  if (typeof decideModification !== "function")
    throw invalidInputError(OPERATION, `fn must be a function, was ${formatReceivedArgument(decideModification)}.`);
  const countLostRace = createLostRaceCounter(OPERATION);
  const runInContext = captureAsyncContext();

  const read = (): OperationStep<ModifyResult<T>> => createSingleCommandStep({ kind: "get", ref, key }, decide, true);
  const readAgain = (): OperationStep<ModifyResult<T>> => {
    countLostRace();
    return read();
  };
  const decide = (found: StoredEntry | undefined): StepResult<ModifyResult<T>> =>
    mapMaybePromise(decode(found), (entry): StepResult<ModifyResult<T>> => {
      const callbackResult = runInContext(() => callUserFunctionSync(decideModification, entry, OPERATION));
      if (callbackResult === undefined) return leave(found);
      if (callbackResult === null) return found === undefined ? leave(found) : remove(found);
      const { value, expiry } = parseModification(handle, callbackResult, found);
      return mapMaybePromise(encodeValueWithSchema(handle, value, OPERATION), (json) => write(found, json, expiry));
    });
  const decode = (found: StoredEntry | undefined) => found && decodeEntryWithSchema(handle, found, OPERATION);

  /** What is left alone was the same before and after `fn` ran, too. */
  const leave = (found: StoredEntry | undefined): OperationStep<ModifyResult<T>> =>
    createSingleCommandStep(
      { kind: "get", ref, key },
      (now): StepResult<ModifyResult<T>> => {
        if (now?.version === found?.version && now?.expiresAt === found?.expiresAt) return decode(now);
        countLostRace();
        return decide(now);
      },
      true,
    );
  const remove = ({ version, expiresAt }: StoredEntry): OperationStep<ModifyResult<T>> =>
    createSingleCommandStep(
      { kind: "delete", ref, key, expected: version, expectedExpiresAt: expiresAt },
      (removed) => (removed ? undefined : readAgain()),
      true,
    );
  const write = (found: StoredEntry | undefined, json: JsonText, expiry: Expiry): OperationStep<ModifyResult<T>> => {
    const expectation =
      found === undefined ? { expected: null } : { expected: found.version, expectedExpiresAt: found.expiresAt };
    return createSingleCommandStep(
      { kind: "replace", ref, key, json, expiry, ...expectation },
      (written) => (written === undefined ? readAgain() : toModifyResultUnlessExpired<T>(written)),
      true,
    );
  };
  return read();
}

const OPERATION = "modify";

/** What `fn` wants to be written, checked. An expiry that it leaves out is kept, and of a new entry the store's. */
function parseModification(
  handle: NamespaceHandle<unknown>,
  callbackResult: unknown,
  found: StoredEntry | undefined,
): ParsedModification {
  const checked = checkOptions(callbackResult, ["value", ...EXPIRY_OPTIONS], "what fn returned", OPERATION);
  const { value } = checked;
  if (value === undefined) {
    throw invalidInputError(
      OPERATION,
      "What fn returned has no value. Return { value } to write, null to delete, or undefined to leave the entry as it is.",
    );
  }
  return { value, expiry: parseExpiry(handle, checked, OPERATION) ?? toExpiryKeepingStored(handle, found) };
}

function toExpiryKeepingStored({ defaultTtlMs }: NamespaceHandle<unknown>, found: StoredEntry | undefined): Expiry {
  if (found === undefined) return { ttlMs: defaultTtlMs };
  return found.expiresAt === null ? { ttlMs: null } : { expiresAt: found.expiresAt };
}

/** The entry that was written; `undefined` where it had expired already when it was (KS-TTL-7). */
function toModifyResultUnlessExpired<T>(written: StoredEntry): ModifyResult<T> {
  const { json, createdAt, expiresAt } = written;
  if (expiresAt !== null && expiresAt <= createdAt) return undefined;
  return toEntry(written, decodeValue(json) as T); // a schema has just seen it
}
