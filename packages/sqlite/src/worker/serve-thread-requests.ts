import type { MessagePort } from "node:worker_threads";
import {
  type Backend,
  type BackendEvent,
  type Clock,
  KeyedStoreError,
  type LoadedBackend,
  type Outcome,
  systemClock,
} from "@keyed-store/core";
import { createDeduplicatingChangePoster } from "./change-poster.js";
import { serializeError } from "./error-data.js";
import { loadBackend } from "./load-backend.js";
import type { ClockKind, FromWorker, OutcomeData, Request, ResultByKind, ToWorker, WorkerData } from "./messages.js";
import { createNamespaceRefInterner } from "./namespace-ref-interner.js";
import { createTimeExchange, requestTimeBlocking } from "./time-exchange.js";

/** A backend and how often it was opened. */
interface OpenStore {
  readonly backend: Backend;
  readonly openings: number;
}

/** Serves the requests that are posted to a worker thread, one after another. */
export function serveThreadRequests(port: MessagePort, { module, time }: WorkerData): void {
  const timeExchange = createTimeExchange(time);
  const post = (message: FromWorker): void => port.postMessage(message);
  const stores = new Map<number, OpenStore>();
  const changes = createDeduplicatingChangePoster((store) => post({ kind: "change", store }));
  const namespaces = createNamespaceRefInterner();
  let lastStore = 0;
  let loading: Promise<LoadedBackend> | undefined;
  let last: Promise<void> = Promise.resolve();

  const load = (): Promise<LoadedBackend> => (loading ??= loadBackend(module));

  function createClock(clockKind: ClockKind, requestId: number): Clock {
    return clockKind === "system"
      ? systemClock
      : () => requestTimeBlocking(timeExchange, () => post({ kind: "time", id: requestId }));
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

  port.on("message", (message: ToWorker) => {
    if (message === "end") port.close();
    else last = last.then(() => handleAndReply(message.id, message.request));
  });
}

function serializeOutcome(outcome: Outcome): OutcomeData {
  return outcome.status === "failed" ? { status: "failed", error: serializeError(outcome.error) } : outcome;
}
