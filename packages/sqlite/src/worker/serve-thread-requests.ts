import {
  type Backend,
  type BackendEvent,
  type Clock,
  type EpochMs,
  KeyedStoreError,
  type LoadedBackend,
  type Outcome,
  systemClock,
} from "@keyed-store/core";
import { createDeduplicatingChangePoster } from "./change-poster.js";
import { serializeError } from "./error-data.js";
import type { FromWorker, OutcomeData, Request, RequestClock, ResultByKind } from "./messages.js";
import { createNamespaceRefInterner } from "./namespace-ref-interner.js";
import type { ThreadRequestPort } from "./thread-request-port.js";

/** A backend and how often it was opened. */
interface OpenStore {
  readonly backend: Backend;
  readonly openings: number;
}

/** What the requests are served with. */
export interface ThreadServerOptions {
  /** Loads the backend; called when it is first asked for. */
  load(): LoadedBackend | Promise<LoadedBackend>;
  /**
   * Posts a question for the time of the caller's clock and waits for the answer, holding up this thread. Absent where it cannot,
   * so that callers send the time with their requests.
   */
  askForTime?(postQuestion: () => void): EpochMs;
}

/** Serves the requests that are posted to a worker, one after another. */
export function serveThreadRequests(port: ThreadRequestPort, options: ThreadServerOptions): void {
  const post = (message: FromWorker): void => port.post(message);
  const stores = new Map<number, OpenStore>();
  const changes = createDeduplicatingChangePoster((store) => post({ kind: "change", store }));
  const namespaces = createNamespaceRefInterner();
  let lastStore = 0;
  let loading: Promise<LoadedBackend> | undefined;
  let last: Promise<void> = Promise.resolve();

  const load = (): Promise<LoadedBackend> => (loading ??= (async () => options.load())());

  function createClock(clock: RequestClock, requestId: number): Clock {
    if (clock === "system") return systemClock;
    if (clock !== "asked") return () => clock.at;
    return () => {
      if (options.askForTime === undefined) throw new Error("There is no way to ask for the time here.");
      return options.askForTime(() => post({ kind: "time", id: requestId }));
    };
  }

  function getOpenBackend(storeNumber: number): Backend {
    const store = stores.get(storeNumber);
    if (store === undefined) throw new KeyedStoreError("KEYED_STORE_CLOSED", "The store is closed.");
    return store.backend;
  }

  async function closeOneOpening(storeNumber: number): Promise<void> {
    const backend = getOpenBackend(storeNumber);
    const openings = (stores.get(storeNumber)?.openings ?? 0) - 1;
    if (openings > 0) {
      stores.set(storeNumber, { backend, openings });
    } else {
      stores.delete(storeNumber);
      changes.end(storeNumber);
    }
    await backend.close();
  }

  async function openRequestedStore({
    opening,
    options,
  }: Extract<Request, { kind: "open" }>): Promise<ResultByKind["open"]> {
    const { open: openStore } = await load();
    const onEvent = (event: BackendEvent): void => post({ kind: "event", opening, event });
    const backend = await openStore({ ...options, onEvent });
    const [store, known] = [...stores].find(([, each]) => each.backend === backend) ?? [++lastStore, undefined];
    stores.set(store, { backend, openings: (known?.openings ?? 0) + 1 });
    if (known === undefined) backend.onReleased?.(() => post({ kind: "released", store }));
    const { info, databasePath } = backend;
    return {
      store,
      info,
      databasePath,
      hasBackup: backend.backup !== undefined,
      hasWatch: backend.watch !== undefined,
    };
  }

  async function handleRequest(requestId: number, request: Request): Promise<ResultByKind[Request["kind"]]> {
    switch (request.kind) {
      case "load":
        return (await load()).info;
      case "trial":
        await (await load()).trial();
        return undefined;
      case "open":
        return openRequestedStore(request);
      case "execute": {
        const batch = namespaces.internBatch(request.batch);
        return (await getOpenBackend(request.store).execute(batch, createClock(request.clock, requestId))).map(
          serializeOutcome,
        );
      }
      case "flush":
        await getOpenBackend(request.store).flush();
        return undefined;
      case "backup":
        await getOpenBackend(request.store).backup?.(request.destination);
        return undefined;
      case "watch":
        changes.setWanted(request.store, getOpenBackend(request.store), request.wanted);
        return undefined;
      case "probe":
        return getOpenBackend(request.store).probe(createClock(request.clock, requestId));
      case "close":
        await closeOneOpening(request.store);
        return undefined;
    }
  }

  async function handleAndReply(requestId: number, request: Request): Promise<void> {
    try {
      post({ kind: "answer", id: requestId, answer: await handleRequest(requestId, request) });
    } catch (error) {
      post({ kind: "refusal", id: requestId, error: serializeError(error) });
    }
  }

  port.onMessage((message) => {
    if (message === "end") port.close();
    else last = last.then(() => handleAndReply(message.id, message.request));
  });
}

function serializeOutcome(outcome: Outcome): OutcomeData {
  return outcome.status === "failed" ? { status: "failed", error: serializeError(outcome.error) } : outcome;
}
