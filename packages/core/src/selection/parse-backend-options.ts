import type { BackendProvider } from "../backend/backend-provider.js";
import { invalidInputError } from "../errors/input-errors.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import { readEnvironmentVariable } from "../host/read-environment-variable.js";
import { describeValue, formatReceivedArgument } from "../text/describe-value.js";
import { findNearestName } from "../text/find-nearest-name.js";
import { isService } from "./is-service.js";

/** The backends to try, in order, and who asked for them. */
export interface BackendCandidates {
  readonly providers: readonly BackendProvider[];
  /** In words, for `selection.reason`. */
  readonly reason: string;
  /** The names of those on offer that are not to be tried, but could be. */
  readonly untried: readonly string[];
}

const VARIABLE = "KEYED_STORE_BACKEND";

/** The backend that forgets: who wants it has to name it (KS-SEL-1). */
const MEMORY = "memory";

/**
 * Finds the providers of the backends that are asked for, by the option, else by the environment, else all.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` the providers or the names are malformed, or there are no names
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` no provider bears a name, or there is none to choose from
 */
export function parseBackendOptions(providersInput: unknown, backendInput: unknown): BackendCandidates {
  const offered = parseProviders(providersInput);
  const variable = readEnvironmentVariable(VARIABLE);
  const requested: RequestedNames =
    backendInput === undefined && variable !== undefined
      ? { names: splitBackendNamesIfSeveral(variable), source: `the environment variable ${VARIABLE}` }
      : { names: backendInput ?? "auto", source: "the option backend" };
  const names = parseBackendNames(requested);
  const providers =
    names === "auto"
      ? listProvidersForAutoOrThrow(offered)
      : names.map((name) => findProviderByName(name, offered, requested.source));
  return {
    providers,
    reason: names === "auto" ? "the first that can run here" : `asked for by ${requested.source}`,
    untried: listUntriedNames(offered, providers),
  };
}

/** A store on a service is on no other backend, and a store of files on no service, so neither is an alternative to the other. */
function listUntriedNames(
  offeredProviders: readonly BackendProvider[],
  candidates: readonly BackendProvider[],
): readonly string[] {
  if (candidates.every(isService)) return [];
  return offeredProviders
    .filter((provider) => !candidates.includes(provider) && !isService(provider))
    .map(({ name }) => name);
}

interface RequestedNames {
  readonly names: unknown;
  /** Who asked, in words. */
  readonly source: string;
}

function splitBackendNamesIfSeveral(variableValue: string): readonly string[] | string {
  const names = variableValue.split(",").map((name) => name.trim());
  return names.length === 1 ? variableValue.trim() : names.filter((name) => name !== "");
}

function parseBackendNames({ names, source }: RequestedNames): "auto" | readonly string[] {
  if (names === "auto") return names;
  const list: unknown[] = Array.isArray(names) ? names : [names];
  if (list.length > 0 && list.every((name) => typeof name === "string" && name !== "" && name !== "auto")) {
    return [...new Set(list as string[])]; // just seen to be strings
  }
  throw invalidInputError(
    "open",
    `${source} must be "auto", a name, or a list of names, was ${formatBackendNames(names)}.`,
  );
}

function formatBackendNames(names: unknown): string {
  return Array.isArray(names) ? `[${names.map(formatReceivedArgument).join(", ")}]` : formatReceivedArgument(names);
}

function findProviderByName(
  backendName: string,
  offeredProviders: readonly BackendProvider[],
  requestSource: string,
): BackendProvider {
  const provider = offeredProviders.find((candidate) => candidate.name === backendName);
  if (provider !== undefined) return provider;
  const names = offeredProviders.map((candidate) => candidate.name);
  const near = findNearestName(backendName, names);
  const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
  throw backendUnavailableError(
    `There is no backend ${formatReceivedArgument(backendName)}, asked for by ${requestSource}; there are: ${names.join(", ")}.${hint}`,
  );
}

function listProvidersForAutoOrThrow(offeredProviders: readonly BackendProvider[]): readonly BackendProvider[] {
  const usable = offeredProviders.filter((provider) => provider.name !== MEMORY && !isService(provider));
  const [first] = offeredProviders;
  if (usable.length > 0 || first === undefined) return usable;
  const why = first.name === MEMORY ? "which forgets all" : "which is a service, and so elsewhere than files would be";
  throw backendUnavailableError(
    `"auto" never picks ${first.name}, ${why}, and nothing else is on offer that it may pick. Ask for it: backend: "${first.name}".`,
  );
}

function parseProviders(input: unknown): readonly BackendProvider[] {
  if (!Array.isArray(input) || !input.every(isBackendProvider)) {
    throw invalidInputError("open", `providers must be an array of backend providers, was ${describeValue(input)}.`);
  }
  if (input.length === 0) {
    throw backendUnavailableError(
      'There are no providers to choose from. Give some, or use openStateStore from "keyed-store", which brings its own.',
    );
  }
  const names = input.map(({ name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined)
    throw invalidInputError("open", `providers has two of the name ${formatReceivedArgument(twice)}.`);
  return input;
}

function isBackendProvider(input: unknown): input is BackendProvider {
  if (typeof input !== "object" || input === null) return false;
  const { name, check, load, place } = input as Partial<Record<keyof BackendProvider, unknown>>; // to look what is there
  const isPlaceKnown = place === undefined || place === "directory" || place === "service";
  return typeof name === "string" && typeof check === "function" && typeof load === "function" && isPlaceKnown;
}

function backendUnavailableError(message: string): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, { operation: "open" });
}
