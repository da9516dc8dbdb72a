import type { BackendProvider } from "../backend/backend-provider.js";
import { invalidInput } from "../errors/input-errors.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import { environment } from "../host/read-environment-variable.js";
import { describe, show } from "../text/describe-value.js";
import { nearest } from "../text/find-nearest-name.js";

/** The backends to try, in order, and who asked for them. */
export interface Wanted {
  readonly providers: readonly BackendProvider[];
  /** In words, for `selection.reason`. */
  readonly reason: string;
  /** The names of those on offer that are not to be tried. */
  readonly others: readonly string[];
}

const VARIABLE = "KEYED_STORE_BACKEND";

/** The backend that forgets: who wants it has to name it (KS-SEL-1). */
const FORGETFUL = "memory";

/**
 * Finds the providers of the backends that are asked for, by the option, else by the environment, else all.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` the providers or the names are malformed, or there are no names
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` no provider bears a name, or there is none to choose from
 */
export function wantedBackends(givenProviders: unknown, givenBackend: unknown): Wanted {
  const offered = providersFrom(givenProviders);
  const variable = environment(VARIABLE);
  const asked: Asked =
    givenBackend === undefined && variable !== undefined
      ? { names: listIn(variable), source: `the environment variable ${VARIABLE}` }
      : { names: givenBackend ?? "auto", source: "the option backend" };
  const names = namesFrom(asked);
  const providers = names === "auto" ? automatic(offered) : names.map((name) => named(name, offered, asked.source));
  return {
    providers,
    reason: names === "auto" ? "the first that can run here" : `asked for by ${asked.source}`,
    others: offered.filter((provider) => !providers.includes(provider)).map(({ name }) => name),
  };
}

interface Asked {
  readonly names: unknown;
  /** Who asked, in words. */
  readonly source: string;
}

function listIn(variable: string): readonly string[] | string {
  const names = variable.split(",").map((name) => name.trim());
  return names.length === 1 ? variable.trim() : names.filter((name) => name !== "");
}

function namesFrom({ names, source }: Asked): "auto" | readonly string[] {
  if (names === "auto") return names;
  const list: unknown[] = Array.isArray(names) ? names : [names];
  if (list.length > 0 && list.every((name) => typeof name === "string" && name !== "" && name !== "auto")) {
    return [...new Set(list as string[])]; // just seen to be strings
  }
  throw invalidInput("open", `${source} must be "auto", a name, or a list of names, was ${shown(names)}.`);
}

function shown(names: unknown): string {
  return Array.isArray(names) ? `[${names.map(show).join(", ")}]` : show(names);
}

function named(name: string, offered: readonly BackendProvider[], source: string): BackendProvider {
  const provider = offered.find((candidate) => candidate.name === name);
  if (provider !== undefined) return provider;
  const names = offered.map((candidate) => candidate.name);
  const near = nearest(name, names);
  const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
  throw unavailable(
    `There is no backend ${show(name)}, asked for by ${source}; there are: ${names.join(", ")}.${hint}`,
  );
}

function automatic(offered: readonly BackendProvider[]): readonly BackendProvider[] {
  const lasting = offered.filter(({ name }) => name !== FORGETFUL);
  if (lasting.length > 0) return lasting;
  throw unavailable(
    `"auto" never picks ${FORGETFUL}, which forgets all, and nothing else is on offer. Ask for it: backend: "${FORGETFUL}".`,
  );
}

function providersFrom(given: unknown): readonly BackendProvider[] {
  if (!Array.isArray(given) || !given.every(isProvider)) {
    throw invalidInput("open", `providers must be an array of backend providers, was ${describe(given)}.`);
  }
  if (given.length === 0) {
    throw unavailable(
      'There are no providers to choose from. Give some, or use openStateStore from "keyed-store", which brings its own.',
    );
  }
  const names = given.map(({ name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined) throw invalidInput("open", `providers has two of the name ${show(twice)}.`);
  return given;
}

function isProvider(given: unknown): given is BackendProvider {
  if (typeof given !== "object" || given === null) return false;
  const { name, check, load } = given as Partial<Record<keyof BackendProvider, unknown>>; // to look what is there
  return typeof name === "string" && typeof check === "function" && typeof load === "function";
}

function unavailable(message: string): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, { operation: "open" });
}
