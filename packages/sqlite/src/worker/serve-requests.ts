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
import { createChangePoster } from "./change-poster.js";
import { toErrorData } from "./error-data.js";
import { loadProvider } from "./load-provider.js";
import type { ClockKind, FromWorker, OutcomeData, Request, ResultByKind, ToWorker, WorkerData } from "./messages.js";
import { createNamespaceInterner } from "./namespace-interner.js";
import { createTimeExchange, requestTime } from "./time-exchange.js";

/** A backend and how often it was opened. */
interface OpenStore {
  readonly backend: Backend;
  readonly openings: number;
}

/** Serves the requests that are posted to a worker thread, one after another. */
export function serveRequests(port: MessagePort, { module, time }: WorkerData): void {
  const timeExchange = createTimeExchange(time);
  const post = (message: FromWorker): void => port.postMessage(message);
  const stores = new Map<number, OpenStore>();
  const changes = createChangePoster((store) => post({ kind: "change", store }));
  const namespaces = createNamespaceInterner();
  let lastStore = 0;
  let loading: Promise<LoadedBackend> | undefined;
  let last: Promise<void> = Promise.resolve();

  const load = (): Promise<LoadedBackend> => (loading ??= loadProvider(module));

  function clockOf(kind: ClockKind, id: number): Clock {
    return kind === "system" ? systemClock : () => requestTime(timeExchange, () => post({ kind: "time", id }));
  }

  function storeOf(number: number): Backend {
    const store = stores.get(number);
    if (store === undefined) throw new KeyedStoreError("KEYED_STORE_CLOSED", "The store is closed.");
    return store.backend;
  }

  async function close(number: number): Promise<void> {
    const backend = storeOf(number);
    const openings = (stores.get(number)?.openings ?? 0) - 1;
    if (openings > 0) {
      stores.set(number, { backend, openings });
    } else {
      stores.delete(number);
      changes.end(number);
    }
    await backend.close();
  }

  async function open({ opening, options }: Extract<Request, { kind: "open" }>): Promise<ResultByKind["open"]> {
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

  async function answer(id: number, request: Request): Promise<ResultByKind[Request["kind"]]> {
    switch (request.kind) {
      case "load":
        return (await load()).info;
      case "trial":
        await (await load()).trial();
        return undefined;
      case "open":
        return open(request);
      case "execute": {
        const batch = namespaces.internBatch(request.batch);
        return (await storeOf(request.store).execute(batch, clockOf(request.clock, id))).map(toOutcomeData);
      }
      case "flush":
        await storeOf(request.store).flush();
        return undefined;
      case "backup":
        await storeOf(request.store).backup?.(request.destination);
        return undefined;
      case "watch":
        changes.setWanted(request.store, storeOf(request.store), request.wanted);
        return undefined;
      case "probe":
        return storeOf(request.store).probe(clockOf(request.clock, id));
      case "close":
        await close(request.store);
        return undefined;
    }
  }

  async function answerRequest(id: number, request: Request): Promise<void> {
    try {
      post({ kind: "answer", id, answer: await answer(id, request) });
    } catch (error) {
      post({ kind: "refusal", id, error: toErrorData(error) });
    }
  }

  port.on("message", (message: ToWorker) => {
    if (message === "end") port.close();
    else last = last.then(() => answerRequest(message.id, message.request));
  });
}

function toOutcomeData(outcome: Outcome): OutcomeData {
  return outcome.status === "failed" ? { status: "failed", error: toErrorData(outcome.error) } : outcome;
}
