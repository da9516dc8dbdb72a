import type { Backend, BackendProvider, LoadedBackend } from "../backend.js";
import { isKeyedStoreError } from "../error.js";
import type { Rejection, Selection, SelectionStage } from "../selection.js";
import { noneCanRun } from "./none-can-run.js";
import type { Wanted } from "./wanted-backends.js";

/** A backend that was taken, open. */
export interface Selected {
  readonly backend: Backend;
  readonly selection: Selection;
}

/**
 * Tries backends in order, each really, and takes the first that can run here (KS-SEL-2).
 *
 * @param apart - whether each is first tried in a process of its own, where it offers that
 * @param open - opens the user's store on a backend that passed its trial. That the backend cannot run here
 * (`KEYED_STORE_BACKEND_UNAVAILABLE`) leads on to the next; every other error is about the store and ends the search:
 * no other engine is let loose on it (KS-SEL-3)
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` none can run here
 */
export async function selectBackend(
  wanted: Wanted,
  apart: boolean,
  open: (loaded: LoadedBackend) => Promise<Backend>,
): Promise<Selected> {
  const rejected: Rejection[] = [];
  for (const provider of wanted.providers) {
    let stage: SelectionStage = "static";
    try {
      provider.check();
      stage = "apart";
      if (apart) await provider.tryApart?.();
      stage = "load";
      const loaded = await provider.load();
      stage = "trial";
      await tryOut(loaded);
      stage = "open";
      const backend = await open(loaded);
      const selection = { chosen: provider.name, reason: wanted.reason, rejected: Object.freeze(rejected) };
      return { backend, selection: Object.freeze(selection) };
    } catch (error) {
      if (stage === "open" && !isUnavailable(error)) throw error;
      rejected.push(rejection(provider, stage, error));
    }
  }
  throw noneCanRun(rejected, wanted.others);
}

/** Those that passed their trial in this process. */
const proven: WeakSet<LoadedBackend> = new WeakSet();

async function tryOut(loaded: LoadedBackend): Promise<void> {
  if (proven.has(loaded)) return;
  await loaded.trial();
  proven.add(loaded);
}

function isUnavailable(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BACKEND_UNAVAILABLE";
}

function rejection({ name }: BackendProvider, stage: SelectionStage, cause: unknown): Rejection {
  const message = cause instanceof Error ? cause.message : String(cause);
  return Object.freeze({ name, stage, code: codeOf(cause), message, cause });
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "KEYED_STORE_BACKEND_UNAVAILABLE";
}
