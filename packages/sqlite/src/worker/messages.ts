import type {
  BackendEvent,
  BackendInfo,
  BackendOpenOptions,
  EpochMs,
  Outcome,
  ProbeStep,
  Transaction,
} from "@keyed-store/core";
import type { ErrorData } from "./error-data.js";

/*
 * What a thread and its worker say to each other. All of it is plain data, copied on its way.
 */

/** The number of a store that is open in a worker, given when it is opened. */
export type StoreId = number;

/**
 * Which clock an operation uses: the system's, which each thread can read, or one that only the caller's thread can read. That one
 * is asked from inside the atomic step where the worker can wait for the answer, and else was read when the request was sent.
 */
export type RequestClock = "system" | "asked" | { readonly at: EpochMs };

/** A request to a worker. It names a store by the number that its opening was answered with. */
export type Request =
  | { readonly kind: "load" }
  | { readonly kind: "trial" }
  | { readonly kind: "open"; readonly opening: number; readonly options: Omit<BackendOpenOptions, "onEvent"> }
  | {
      readonly kind: "execute";
      readonly store: StoreId;
      readonly batch: readonly Transaction[];
      readonly clock: RequestClock;
    }
  | { readonly kind: "flush"; readonly store: StoreId }
  | { readonly kind: "backup"; readonly store: StoreId; readonly destination: string }
  /** From now on, or no longer, a `change` is posted when the store may have changed. */
  | { readonly kind: "watch"; readonly store: StoreId; readonly wanted: boolean }
  | { readonly kind: "probe"; readonly store: StoreId; readonly clock: RequestClock }
  | { readonly kind: "close"; readonly store: StoreId };

/** What each kind of request is answered with. */
export interface ResultByKind {
  load: BackendInfo;
  trial: undefined;
  open: OpenedStore;
  execute: readonly OutcomeData[];
  flush: undefined;
  backup: undefined;
  watch: undefined;
  probe: readonly ProbeStep[];
  close: undefined;
}

/** The store that an opening led to, perhaps one that is open already. */
export interface OpenedStore {
  readonly store: StoreId;
  readonly info: BackendInfo;
  readonly databasePath: string;
  readonly hasBackup: boolean;
  readonly hasWatch: boolean;
}

/** An outcome on its way. */
export type OutcomeData =
  | Exclude<Outcome, { readonly status: "failed" }>
  | { readonly status: "failed"; readonly error: ErrorData };

/** What is posted to a worker. */
export type ToWorker = { readonly id: number; readonly request: Request } | "end";

/** What a worker posts. */
export type FromWorker =
  | { readonly kind: "answer"; readonly id: number; readonly answer: ResultByKind[Request["kind"]] }
  | { readonly kind: "refusal"; readonly id: number; readonly error: ErrorData }
  | { readonly kind: "event"; readonly opening: number; readonly event: BackendEvent }
  /** The store may have changed since the last of these messages. */
  | { readonly kind: "change"; readonly store: StoreId }
  /** A process for which the store had to wait may have left. */
  | { readonly kind: "released"; readonly store: StoreId }
  /** What time is it, for this request? The worker waits for the answer, holding up its thread. */
  | { readonly kind: "time"; readonly id: number };
