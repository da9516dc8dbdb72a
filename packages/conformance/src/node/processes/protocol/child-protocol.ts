import type { Answer, KeyOperation } from "../../../history/history.js";
import type { ModuleExport } from "../../../under-test/backend-under-test.js";
import type { StorePlace } from "../../../under-test/store-place.js";

/** What a child process is started to do: data, handed over as its one argument. */
export interface ChildTask {
  readonly provider: ModuleExport;
  readonly place: StorePlace;
  readonly role: "stream" | "mix" | "race" | "layers" | "idle" | "lock" | "history" | "fill" | "service" | "count";
  /** Seeds all that is random in it. */
  readonly seed: number;
  /** Which of several children it is, from 0. */
  readonly id: number;
  /** How many operations it does. */
  readonly operations: number;
  /** With `stream`: how it ends; `run` until killed, or of its own after its operations. */
  readonly ending?: "close" | "exit" | "throw" | undefined;
  /** With `stream`: how many operations it issues without awaiting them. */
  readonly burst?: number | undefined;
  /** With `lock`: how to get hold of the file's lock. */
  readonly sqliteTools?: ModuleExport | undefined;
}

/** What a child reports, one JSON text to a line, each written at once and in order. */
export type ChildMessage =
  /** It is set up, and waits for a line on its standard input where its role waits. */
  | { readonly type: "ready" }
  /** The operation of this index was acknowledged. */
  | { readonly type: "acknowledged"; readonly index: number }
  /** With `history`: an operation is about to be issued, was answered, or was refused as busy. Times in milliseconds. */
  | { readonly type: "issued"; readonly operation: KeyOperation; readonly at: number }
  | { readonly type: "answered"; readonly answer: Answer; readonly at: number }
  | { readonly type: "busy"; readonly message: string }
  /** What it found to be wrong: an error, or an answer that cannot be. */
  | { readonly type: "wrong"; readonly message: string }
  /** It did all it was to do. */
  | { readonly type: "done"; readonly increments: number; readonly won: readonly string[] };
