import type { Access, Durability } from "../contract/backend-info.js";
import type { Clock } from "../contract/clock.js";
import type { Limits } from "../contract/limits.js";
import type { StoreEvent } from "../contract/store-event.js";
import { invalidInput } from "../errors/input-errors.js";
import { environment } from "../host/read-environment-variable.js";
import { systemClock } from "../host/system-clock.js";
import { type Wanted, wantedBackends } from "../selection/parse-backend-options.js";
import type { Trying } from "../selection/select-backend.js";
import { describe, show } from "../text/describe-value.js";
import { choiceOf } from "../validation/check-choice.js";
import { fileNameOf } from "../validation/check-file-name.js";
import { checkOptions } from "../validation/check-options.js";
import { resolveLimits } from "../validation/resolve-limits.js";
import { wholeClock } from "../validation/with-whole-milliseconds.js";

/** The options of `openStateStore`, valid and complete. */
export interface OpenSettings {
  readonly directory: string;
  readonly fileName: string;
  readonly wanted: Wanted;
  readonly trying: Trying;
  readonly durability: Durability;
  /** Whether the caller named a durability, so that a backend must declare it. */
  readonly durabilityGiven: boolean;
  readonly access: Access;
  readonly limits: Limits;
  readonly ownerOverflow: "reject" | "evict-oldest";
  readonly busyTimeoutMs: number;
  readonly strictPermissions: boolean;
  readonly allowUnsafeFileSystem: boolean;
  readonly clock: Clock;
  readonly onEvent: ((event: StoreEvent) => unknown) | undefined;
}

const NAMES = [
  "directory",
  "fileName",
  "backend",
  "providers",
  "tryApart",
  "durability",
  "access",
  "thread",
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
export function openSettings(given: unknown): OpenSettings {
  const options = checkOptions(given, NAMES, "openStateStore options", "open");
  const { clock, onEvent, durability } = options;
  return {
    directory: directoryOf(options["directory"]),
    fileName: fileNameOf(options["fileName"]),
    wanted: wantedBackends(options["providers"], options["backend"]),
    trying: {
      apart: flagOf(options["tryApart"], "tryApart"),
      thread: choiceOf(options["thread"], ["main", "worker"], "thread"),
    },
    durability: choiceOf(durability, ["process", "power"], "durability"),
    durabilityGiven: durability !== undefined,
    access: choiceOf(options["access"], ["read-write", "read-only"], "access"),
    limits: resolveLimits(options["limits"], "open"),
    ownerOverflow: choiceOf(options["ownerOverflow"], ["reject", "evict-oldest"], "ownerOverflow"),
    busyTimeoutMs: timeoutOf(options["busyTimeoutMs"]),
    strictPermissions: flagOf(options["strictPermissions"], "strictPermissions"),
    allowUnsafeFileSystem: flagOf(options["allowUnsafeFileSystem"], "allowUnsafeFileSystem"),
    clock: clock === undefined ? systemClock : wholeClock(functionOf<Clock>(clock, "clock")),
    onEvent: onEvent === undefined ? undefined : functionOf<(event: StoreEvent) => unknown>(onEvent, "onEvent"),
  };
}

function directoryOf(given: unknown): string {
  const directory = given ?? environment("KEYED_STORE_DIR");
  if (typeof directory === "string" && directory !== "" && !directory.includes("\0")) return directory;
  if (directory === undefined) {
    throw invalidInput("open", "directory is missing: where the state is to live. Give it, or set KEYED_STORE_DIR.");
  }
  throw invalidInput("open", `directory must be a path, was ${show(directory)}.`);
}

function timeoutOf(given: unknown): number {
  if (given === undefined) return 5_000;
  if (typeof given === "number" && Number.isSafeInteger(given) && given >= 0) return given;
  throw invalidInput("open", `busyTimeoutMs must be a whole number of milliseconds from 0, was ${show(given)}.`);
}

function flagOf(given: unknown, argument: string): boolean {
  if (given === undefined) return false;
  if (typeof given === "boolean") return given;
  throw invalidInput("open", `${argument} must be true or false, was ${show(given)}.`);
}

function functionOf<F>(given: unknown, argument: string): F {
  if (typeof given === "function") return given as F; // what it takes and gives can only be seen when it is called
  throw invalidInput("open", `${argument} must be a function, was ${describe(given)}.`);
}
