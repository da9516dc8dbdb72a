import type { Backend } from "../backend/backend.js";
import type { BackendProvider, LoadedBackend } from "../backend/backend-provider.js";
import type { Rejection, Selection, SelectionStage } from "../contract/selection.js";
import { isKeyedStoreError, KeyedStoreError } from "../errors/keyed-store-error.js";
import { getErrorCode } from "../host/get-error-code.js";
import { isError } from "../host/is-error.js";
import { noBackendError } from "./no-backend-error.js";
import type { BackendCandidates } from "./parse-backend-options.js";

/** A backend that was taken, open. */
export interface SelectedBackend {
  readonly backend: Backend;
  readonly selection: Selection;
}

/** Where an engine runs: on the thread of the program, or on one of its own. */
export type EngineThread = "main" | "worker";

/** How backends are tried. */
export interface TrialOptions {
  /** Whether each is first tried in a process of its own, where it offers that. */
  readonly apart: boolean;
  /** Where the engine is to run. */
  readonly thread: EngineThread;
}

/**
 * Tries backends in order, each really, and takes the first that can run here (KS-SEL-2).
 *
 * @param open - opens the user's store on a backend that passed its trial. That the backend cannot run here
 * (`KEYED_STORE_BACKEND_UNAVAILABLE`) leads on to the next; every other error is about the store and ends the search:
 * no other engine is let loose on it (KS-SEL-3)
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` none can run here
 * @throws `KEYED_STORE_UNSUPPORTED` a worker thread is asked for, and the backend whose turn it is offers none
 */
export async function selectBackend(
  candidates: BackendCandidates,
  { apart, thread }: TrialOptions,
  open: (loaded: LoadedBackend, provider: BackendProvider) => Promise<Backend>,
): Promise<SelectedBackend> {
  const rejected: Rejection[] = [];
  for (const provider of candidates.providers) {
    await provider.prepare?.();
    const load = getLoaderForThreadOrThrow(provider, thread);
    let stage: SelectionStage = "static";
    try {
      provider.check();
      stage = "apart";
      if (apart) await provider.tryApart?.();
      stage = "load";
      const loaded = await load();
      stage = "trial";
      await runTrialUnlessPassed(loaded);
      stage = "open";
      const backend = await open(loaded, provider);
      const selection = { chosen: provider.name, reason: candidates.reason, rejected: Object.freeze(rejected) };
      return { backend, selection: Object.freeze(selection) };
    } catch (error) {
      if (stage === "open" && !isBackendUnavailableError(error)) throw error;
      rejected.push(createBackendRejection(provider, stage, error));
    }
  }
  throw noBackendError(rejected, candidates.untried);
}

/** How a backend is loaded where it is to run. As with all that it does not offer, asking for it ends the search. */
function getLoaderForThreadOrThrow(
  provider: BackendProvider,
  thread: EngineThread,
): () => LoadedBackend | Promise<LoadedBackend> {
  if (thread === "main") return () => provider.load();
  if (provider.loadInWorker !== undefined) return provider.loadInWorker;
  const message =
    `thread: "worker" is not offered by the backend "${provider.name}" as it is given here: it may be part of a bundle, ` +
    "have options that no other thread can be given, or need none. Leave thread out: the engine then runs on this thread.";
  throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message, { operation: "open", backend: provider.name });
}

/** Those that passed their trial in this process. */
const passedTrial: WeakSet<LoadedBackend> = new WeakSet();

async function runTrialUnlessPassed(loadedBackend: LoadedBackend): Promise<void> {
  if (passedTrial.has(loadedBackend)) return;
  await loadedBackend.trial();
  passedTrial.add(loadedBackend);
}

function isBackendUnavailableError(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BACKEND_UNAVAILABLE";
}

function createBackendRejection({ name }: BackendProvider, stage: SelectionStage, cause: unknown): Rejection {
  const message = isError(cause) ? cause.message : String(cause);
  return Object.freeze({ name, stage, code: getErrorCodeOrUnavailable(cause), message, cause });
}

function getErrorCodeOrUnavailable(error: unknown): string {
  return getErrorCode(error) ?? "KEYED_STORE_BACKEND_UNAVAILABLE";
}
