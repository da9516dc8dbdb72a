import { type ErrorCode, isError, isKeyedStoreError, KeyedStoreError } from "@keyed-store/core";

/** An error as plain data, to be posted between threads: as itself it would lose its class and all but its message. */
export interface ErrorData {
  /** Whether it is a `KeyedStoreError`. */
  readonly isOurs: boolean;
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Its other properties that are no objects, such as `code` and `errno`. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly cause: ErrorData | undefined;
}

/** So many causes of causes are kept; a longer chain is probably a circle. */
const MAX_CAUSES = 8;

/** Turns an error, or whatever else was thrown, into plain data. */
export function serializeError(error: unknown, causeDepth: number = 0): ErrorData {
  if (!isError(error)) {
    return { isOurs: false, name: "Error", message: String(error), stack: undefined, details: {}, cause: undefined };
  }
  const { name, message, stack, cause } = error;
  const plain = Object.entries(error).filter(([, value]) => Object(value) !== value && typeof value !== "symbol");
  return {
    isOurs: isKeyedStoreError(error),
    name,
    message,
    stack,
    details: Object.fromEntries(plain),
    cause: cause === undefined || causeDepth === MAX_CAUSES ? undefined : serializeError(cause, causeDepth + 1),
  };
}

/** Makes an error of its plain data. */
export function deserializeError({ isOurs, name, message, stack, details, cause }: ErrorData): Error {
  const behind = cause === undefined ? {} : { cause: deserializeError(cause) };
  // What an error of ours was taken apart into are the details of one.
  const error = isOurs
    ? new KeyedStoreError(details["code"] as ErrorCode, message, { ...details, ...behind })
    : Object.assign(new Error(message, behind), { ...details, name });
  if (stack !== undefined) error.stack = stack;
  return error;
}
