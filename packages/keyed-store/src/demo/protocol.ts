import type { BackendInfo } from "@keyed-store/core";
import type { Delivery } from "./delivery.js";

/** A delivery with its position in the stream. */
export interface NumberedDelivery extends Delivery {
  readonly index: number;
}

/** How the worker is to open the store. */
export interface WorkerOptions {
  readonly directory: string;
  readonly fileName: string;
  readonly backend?: string | readonly string[] | undefined;
  readonly busyTimeoutMs?: number | undefined;
  readonly allowUnsafeFileSystem?: boolean | undefined;
  /** Which worker it is, counted from 1: part of the keys of its journal, so that no two workers share one. */
  readonly run: number;
  /** What time it is before the first delivery. */
  readonly now: number;
}

/** What the source says to a worker. */
export type ToWorker =
  | { readonly type: "open"; readonly options: WorkerOptions }
  | { readonly type: "deliver"; readonly batch: readonly NumberedDelivery[] }
  | { readonly type: "close" };

/** What a worker says to the source. */
export type FromWorker =
  | { readonly type: "opened"; readonly backend: BackendInfo; readonly databasePath: string }
  /** The next `count` deliveries are on record; `again` are the positions of those that were handled before. */
  | { readonly type: "acknowledged"; readonly count: number; readonly again: readonly number[] }
  | { readonly type: "closed" }
  | { readonly type: "failed"; readonly code: string; readonly message: string };
