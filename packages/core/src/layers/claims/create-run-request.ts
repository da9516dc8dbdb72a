import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { parseKey } from "../../handles/parse-key.js";
import { EXPIRY_OPTIONS, resolveExpiry } from "../../handles/resolve-expiry.js";
import { CallbackError } from "../../queue/to-keyed-store-error.js";
import { formatReceivedArgument } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import type { RunRequest } from "./claim-key-and-run-work.js";
import type { ClaimedWork } from "./claims.js";
import { createClaimRequest } from "./create-claim-request.js";

const OPTION_NAMES = ["leaseMs", ...EXPIRY_OPTIONS, "signal"];

/**
 * Checks the arguments of `run`.
 *
 * @throws the reason of the caller's signal, where that is aborted already
 */
export function createRunRequest<T>(
  handle: NamespaceHandle<unknown>,
  inputKey: unknown,
  work: ClaimedWork<T>,
  options: unknown,
): RunRequest<T> {
  const key = parseKey(handle, inputKey, "run");
  if (typeof work !== "function")
    throw invalidInputError("run", `work must be a function, was ${formatReceivedArgument(work)}.`);
  const { leaseMs, signal, ...record } = checkOptions(options, OPTION_NAMES, "run options", "run");
  if (!isAbortSignal(signal)) {
    throw invalidInputError("run", `signal must be an AbortSignal, was ${formatReceivedArgument(signal)}.`);
  }
  const request = createClaimRequest(handle, "run", [key], leaseMs);
  const expiry = resolveExpiry(handle, record, "run");
  if (signal?.aborted === true) throw new CallbackError(signal.reason);
  return { ...request, work, expiry, signal };
}

/** Whether something is no signal at all or one of this realm or another, such as that of a simulated browser. */
function isAbortSignal(value: unknown): value is AbortSignal | undefined {
  if (value === undefined) return true;
  return typeof value === "object" && value !== null && "aborted" in value && "addEventListener" in value;
}
