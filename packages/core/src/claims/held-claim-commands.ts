import { mapMaybePromise } from "../async/map-maybe-promise.js";
import type { DeleteCommand, PutCommand } from "../backend/command.js";
import type { Expiry } from "../backend/expiry.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { encodeValueWithSchema } from "../operations/coding/encode-value-with-schema.js";
import { encodeClaimedRecord } from "./claim-record.js";
import type { CommandFactoryForKey, HeldClaim } from "./run-commands-if-claim-held.js";

/** The commands that record a result; without one, `null`. */
export function createCommitCommandFactory(
  handle: NamespaceHandle<unknown>,
  value: unknown,
  expiry: Expiry,
  operationName: string,
): CommandFactoryForKey<PutCommand> | Promise<CommandFactoryForKey<PutCommand>> {
  const { ref } = handle;
  return mapMaybePromise(
    encodeValueWithSchema(handle, { committed: value ?? null }, operationName),
    (json): CommandFactoryForKey<PutCommand> =>
      (key) => ({ kind: "put", ref, key, json, expiry }),
  );
}

/** The commands that give a claim up. */
export function createReleaseCommandFactory({ handle: { ref } }: HeldClaim): CommandFactoryForKey<DeleteCommand> {
  return (key) => ({ kind: "delete", ref, key });
}

/** The commands that begin the lease of a claim anew. */
export function createRenewCommandFactory(
  { handle: { ref }, token }: HeldClaim,
  leaseMs: number,
): CommandFactoryForKey<PutCommand> {
  const json = encodeClaimedRecord(token);
  return (key) => ({ kind: "put", ref, key, json, expiry: { ttlMs: leaseMs } });
}
