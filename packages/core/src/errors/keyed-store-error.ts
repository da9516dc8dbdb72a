/** Every code a {@link KeyedStoreError} can carry (KS-ERR-2). The list is closed: programs may switch over it. */
export const ERROR_CODES = [
  "KEYED_STORE_BACKEND_UNAVAILABLE",
  "KEYED_STORE_OPEN_FAILED",
  "KEYED_STORE_SCHEMA_UNSUPPORTED",
  "KEYED_STORE_READ_FAILED",
  "KEYED_STORE_WRITE_FAILED",
  "KEYED_STORE_CORRUPT",
  "KEYED_STORE_LIMIT_EXCEEDED",
  "KEYED_STORE_INVALID_INPUT",
  "KEYED_STORE_CONFLICT",
  "KEYED_STORE_BUSY",
  "KEYED_STORE_CLOSED",
  "KEYED_STORE_UNSUPPORTED",
  "KEYED_STORE_FORBIDDEN",
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What a {@link KeyedStoreError} carries beside its code and message. */
export interface ErrorDetails {
  /** The operation that the caller called, such as `register` or `open`. */
  readonly operation?: string | undefined;
  /** Whether the same call may succeed later without any change by the caller. */
  readonly retryable?: boolean | undefined;
  /** The name of the backend at work. */
  readonly backend?: string | undefined;
  /** The file or directory concerned. */
  readonly path?: string | undefined;
  /** The owner concerned. */
  readonly owner?: string | undefined;
  /** The namespace concerned. */
  readonly namespace?: string | undefined;
  /** The error of the engine, disk or validator behind this one. It never contains a stored value. */
  readonly cause?: unknown;
}

const BRAND: unique symbol = Symbol.for("keyed-store.error");

/**
 * The one error class of keyed-store (KS-ERR-1). Act on {@link KeyedStoreError.code}; recognise it with
 * {@link isKeyedStoreError}, which works across copies of this package.
 *
 * @example
 * import { isKeyedStoreError, openMemoryStore } from "keyed-store";
 *
 * const store = await openMemoryStore();
 * const few = store.openKeyedStore<number>({ namespace: "few", maxEntries: 1, overflow: "reject-new" });
 * await few.register("a", 1);
 * try {
 *   await few.register("b", 2);
 * } catch (error) {
 *   if (!isKeyedStoreError(error)) throw error;
 *   console.log(error.code); // "KEYED_STORE_LIMIT_EXCEEDED"
 *   console.log(error.retryable); // false
 * }
 */
export class KeyedStoreError extends Error {
  /** Always `"KeyedStoreError"`. */
  override readonly name: string = "KeyedStoreError";
  /** What went wrong, from a closed list. */
  readonly code: ErrorCode;
  /** The operation that the caller called; openers say `open`. */
  readonly operation: string;
  /** Whether the same call may succeed later without any change by the caller. */
  readonly retryable: boolean;
  /** The name of the backend at work, where one was. */
  readonly backend?: string;
  /** The file or directory concerned. */
  readonly path?: string;
  /** The owner concerned. */
  readonly owner?: string;
  /** The namespace concerned. */
  readonly namespace?: string;

  /**
   * @param code - what went wrong
   * @param message - one or two sentences for a person: what, which argument and limit, and the way out
   * @param details - where it happened
   */
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.operation = details.operation ?? "unknown";
    this.retryable = details.retryable ?? (code === "KEYED_STORE_BUSY" || code === "KEYED_STORE_CONFLICT");
    if (details.backend !== undefined) this.backend = details.backend;
    if (details.path !== undefined) this.path = details.path;
    if (details.owner !== undefined) this.owner = details.owner;
    if (details.namespace !== undefined) this.namespace = details.namespace;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Whether `error` is a {@link KeyedStoreError}, from this copy of the package or another one (KS-ERR-1). */
export function isKeyedStoreError(error: unknown): error is KeyedStoreError {
  return typeof error === "object" && error !== null && BRAND in error;
}

/**
 * The same error with more details: those that `error` lacks are filled in, none is replaced but an `operation` of
 * `unknown`.
 */
export function withMissingDetails(error: KeyedStoreError, details: ErrorDetails): KeyedStoreError {
  return new KeyedStoreError(error.code, error.message, {
    operation: error.operation === "unknown" ? details.operation : error.operation,
    retryable: error.retryable,
    backend: error.backend ?? details.backend,
    path: error.path ?? details.path,
    owner: error.owner ?? details.owner,
    namespace: error.namespace ?? details.namespace,
    cause: error.cause,
  });
}
