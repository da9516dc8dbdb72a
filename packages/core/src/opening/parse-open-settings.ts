import type { OwnerOverflowPolicy } from "../backend/namespace-ref.js";
import type { Access, Durability } from "../contract/backend-info.js";
import type { Clock } from "../contract/clock.js";
import type { Limits } from "../contract/limits.js";
import type { StoreEvent } from "../contract/store-event.js";
import { invalidInputError } from "../errors/input-errors.js";
import { systemClock } from "../host/system-clock.js";
import { type BackendCandidates, parseBackendOptions } from "../selection/parse-backend-options.js";
import type { TrialOptions } from "../selection/select-backend.js";
import { describeValue, formatReceivedArgument } from "../text/describe-value.js";
import { checkOptions } from "../validation/check-options.js";
import { parseChoice } from "../validation/parse-choice.js";
import { resolveLimits } from "../validation/resolve-limits.js";
import { withFlooredMilliseconds } from "../validation/with-floored-milliseconds.js";
import { type FilePlace, parseFilePlace } from "./parse-file-place.js";

/** The options of `openStateStore`, valid and complete. */
export interface OpenSettings {
  readonly place: FilePlace;
  readonly candidates: BackendCandidates;
  readonly trial: TrialOptions;
  readonly durability: Durability;
  /** Whether the caller named a durability, so that a backend must declare it. */
  readonly isDurabilityExplicit: boolean;
  readonly access: Access;
  readonly cacheBytes: number;
  readonly limits: Limits;
  readonly ownerOverflow: OwnerOverflowPolicy;
  readonly busyTimeoutMs: number;
  readonly strictPermissions: boolean;
  readonly allowUnsafeFileSystem: boolean;
  readonly clock: Clock;
  readonly onEvent: ((event: StoreEvent) => unknown) | undefined;
}

const DEFAULT_CACHE_BYTES = 4 * 2 ** 20;
const DEFAULT_BUSY_TIMEOUT_MS = 5_000;

const NAMES = [
  "directory",
  "fileName",
  "backend",
  "providers",
  "tryApart",
  "durability",
  "access",
  "thread",
  "cacheBytes",
  "limits",
  "ownerOverflow",
  "busyTimeoutMs",
  "strictPermissions",
  "allowUnsafeFileSystem",
  "clock",
  "onEvent",
];

/**
 * Checks the options of `openStateStore`.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` one is unknown or wrong
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` no provider bears a name that was asked for
 */
export function parseOpenSettings(input: unknown): OpenSettings {
  const options = checkOptions(input, NAMES, "openStateStore options", "open");
  const { clock, onEvent, durability } = options;
  const candidates = parseBackendOptions(options["providers"], options["backend"]);
  return {
    place: parseFilePlace(options["directory"], options["fileName"], candidates.providers),
    candidates,
    trial: {
      apart: parseBooleanOption(options["tryApart"], "tryApart"),
      thread: parseChoice(options["thread"], ["main", "worker"], "thread"),
    },
    durability: parseChoice(durability, ["process", "power"], "durability"),
    isDurabilityExplicit: durability !== undefined,
    access: parseChoice(options["access"], ["read-write", "read-only"], "access"),
    cacheBytes: parseCountOption(options["cacheBytes"], "cacheBytes", "bytes", DEFAULT_CACHE_BYTES),
    limits: resolveLimits(options["limits"], "open"),
    ownerOverflow: parseChoice(options["ownerOverflow"], ["reject", "evict-oldest"], "ownerOverflow"),
    busyTimeoutMs: parseCountOption(options["busyTimeoutMs"], "busyTimeoutMs", "milliseconds", DEFAULT_BUSY_TIMEOUT_MS),
    strictPermissions: parseBooleanOption(options["strictPermissions"], "strictPermissions"),
    allowUnsafeFileSystem: parseBooleanOption(options["allowUnsafeFileSystem"], "allowUnsafeFileSystem"),
    clock: clock === undefined ? systemClock : withFlooredMilliseconds(parseFunctionOption<Clock>(clock, "clock")),
    onEvent:
      onEvent === undefined ? undefined : parseFunctionOption<(event: StoreEvent) => unknown>(onEvent, "onEvent"),
  };
}

function parseCountOption(input: unknown, argumentName: string, unit: string, defaultCount: number): number {
  if (input === undefined) return defaultCount;
  if (typeof input === "number" && Number.isSafeInteger(input) && input >= 0) return input;
  throw invalidInputError(
    "open",
    `${argumentName} must be a whole number of ${unit} from 0, was ${formatReceivedArgument(input)}.`,
  );
}

function parseBooleanOption(input: unknown, argumentName: string): boolean {
  if (input === undefined) return false;
  if (typeof input === "boolean") return input;
  throw invalidInputError("open", `${argumentName} must be true or false, was ${formatReceivedArgument(input)}.`);
}

function parseFunctionOption<F>(input: unknown, argumentName: string): F {
  if (typeof input === "function") return input as F; // what it takes and gives can only be seen when it is called
  throw invalidInputError("open", `${argumentName} must be a function, was ${describeValue(input)}.`);
}
