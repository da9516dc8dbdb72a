import { createHash } from "node:crypto";
import { DEFAULT_LIMITS, formatReceivedArgument, invalidInputError } from "@keyed-store/core";

const HASHED = "sha256:";

/**
 * The key under which a host's key is counted: itself, or its hash where a store would not take it (longer than 512 bytes, empty,
 * U+0000, lone surrogates). Clients choose keys, so that a refusal would be a way around a limiter that fails open. No two
 * keys share a counter: what looks like a hash is hashed as well.
 *
 * @param scope - whose counter of this key it is, where a limiter has several; what it contains, no key can feign
 * @throws `KEYED_STORE_INVALID_INPUT` the host gave no text and no number
 */
export function toCounterKey(hostKey: unknown, operationName: string, scope?: string): string {
  const text =
    scope === undefined
      ? checkHostKey(hostKey, operationName)
      : `${escapeScope(scope)} ${checkHostKey(hostKey, operationName)}`;
  return isStorable(text) && !text.startsWith(HASHED)
    ? text
    : `${HASHED}${createHash("sha256").update(text, "utf16le").digest("hex")}`;
}

function checkHostKey(hostKey: unknown, operationName: string): string {
  if (typeof hostKey === "string") return hostKey;
  if (typeof hostKey === "number") return String(hostKey);
  throw invalidInputError(
    operationName,
    `The key of a counter must be a string, was ${formatReceivedArgument(hostKey)}. It is what the limiter's key generator gave.`,
  );
}

/** The first space of a key is the end of its scope. */
function escapeScope(scope: string): string {
  return scope.replaceAll(/[% ]/g, encodeURIComponent);
}

function isStorable(text: string): boolean {
  return (
    text !== "" &&
    Buffer.byteLength(text) <= DEFAULT_LIMITS.maxKeyBytes &&
    !text.includes("\0") &&
    !/\p{Surrogate}/u.test(text)
  );
}
