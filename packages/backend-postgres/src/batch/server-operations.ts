import {
  type Command,
  compareUtf8,
  computeExpiresAt,
  type Expiry,
  type NamespaceRef,
  type ScanCommand,
  type Transaction,
} from "@keyed-store/core";
import { OPERATION_KIND, READ_FLAG } from "../sql/shared/operation-kind.js";

/** One thing for the database to do: a command, or a part of one that names many keys. */
export interface ServerOperation {
  readonly kind: number;
  readonly ref: NamespaceRef | { readonly owner: string } | undefined;
  readonly key?: string | undefined;
  /** The text of a value, or the end of a range. */
  readonly arg?: string | undefined;
  /** The expected version, 0 for none; or the flags of a read. */
  readonly a?: number | undefined;
  /** The expected expiry, -1 for never; or the most to give. */
  readonly b?: number | undefined;
  readonly ttl?: number | null | undefined;
  /** The expiry as an instant; or the version after which to begin. */
  readonly at?: number | null | undefined;
  /** What to add; or the time that an entry had. */
  readonly x?: number | undefined;
  /** The most that a sum may be. */
  readonly y?: number | undefined;
}

/** The operations of a command. */
export function toServerOperations(command: Command): readonly ServerOperation[] {
  const kind = OPERATION_KIND[command.kind === "getMany" ? "get" : command.kind];
  switch (command.kind) {
    case "get":
      return [{ kind, ref: command.ref, key: command.key, a: command.only === "presence" ? READ_FLAG.keysOnly : 0 }];
    case "getMany":
      return command.keys.map((key) => ({ kind, ref: command.ref, key, a: 0 }));
    case "put":
    case "replace":
      return [
        {
          kind,
          ref: command.ref,
          key: command.key,
          arg: command.json,
          ...toExpectation(command),
          ...toExpiry(command.expiry),
        },
      ];
    case "increment": {
      const { ref, key, by, max, expiry } = command;
      return [{ kind, ref, key, x: by, y: max, ...toExpiry(expiry) }];
    }
    case "touch":
      return [{ kind, ref: command.ref, key: command.key, ...toExpectation(command), ...toExpiry(command.expiry) }];
    case "delete":
    case "check":
      return [{ kind, ref: command.ref, key: command.key, ...toExpectation(command) }];
    case "consume":
      return [{ kind, ref: command.ref, key: command.key }];
    case "restore":
      return command.records.map(({ key, json, createdAt, expiresAt }) => ({
        kind,
        ref: command.ref,
        key,
        arg: json,
        at: expiresAt,
        x: createdAt,
      }));
    case "scan":
      return [{ kind, ref: command.ref, ...toScanBounds(command) }];
    case "changes": {
      const { ref, after, limit, keys } = command;
      return [{ kind, ref, at: after, b: limit, a: keys ? READ_FLAG.allKeys : 0 }];
    }
    case "count":
    case "clear":
      return [{ kind, ref: command.ref, key: command.from, arg: command.to, a: 0 }];
    case "usage":
    case "clearOwner":
      return [{ kind, ref: { owner: command.owner }, a: 0 }];
    case "owners":
      return [{ kind, ref: undefined, a: 0 }];
    case "sweep":
      return [{ kind, ref: undefined, b: command.limit }];
  }
}

/** How many operations a transaction is. */
export function countOperations(transaction: Transaction): number {
  return transaction.reduce((sum, command) => {
    if (command.kind === "getMany") return sum + command.keys.length;
    return sum + (command.kind === "restore" ? command.records.length : 1);
  }, 0);
}

interface Expectation {
  readonly expected?: number | null;
  readonly expectedExpiresAt?: number | null;
}

function toExpectation({ expected, expectedExpiresAt }: Expectation): Pick<ServerOperation, "a" | "b"> {
  return {
    a: expected === undefined ? undefined : (expected ?? 0),
    b: expectedExpiresAt === undefined ? undefined : (expectedExpiresAt ?? -1),
  };
}

function toExpiry(expiry: Expiry): Pick<ServerOperation, "ttl" | "at"> {
  return "expiresAt" in expiry ? { at: computeExpiresAt(expiry, 0) } : { ttl: expiry.ttlMs };
}

function toScanBounds({
  order,
  from,
  to,
  after,
  reverse,
  only,
  limit,
}: ScanCommand): Omit<ServerOperation, "kind" | "ref"> {
  const flags = (reverse ? READ_FLAG.reverse : 0) + (only === "keys" ? READ_FLAG.keysOnly : 0);
  if (order === "age") return { a: flags, b: limit, at: typeof after === "number" ? after : undefined };
  const cursor = typeof after === "string" ? after : undefined;
  const keyFlags = flags + READ_FLAG.keyOrder;
  if (cursor === undefined) return { key: from, arg: to, a: keyFlags, b: limit };
  if (reverse)
    return { key: from, arg: to === undefined || compareUtf8(cursor, to) < 0 ? cursor : to, a: keyFlags, b: limit };
  return from === undefined || compareUtf8(cursor, from) >= 0
    ? { key: cursor, arg: to, a: keyFlags + READ_FLAG.exclusive, b: limit }
    : { key: from, arg: to, a: keyFlags, b: limit };
}
