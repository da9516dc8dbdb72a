import type { BackendInfo } from "../contract/backend-info.js";
import type { Backend, BackendOpenOptions } from "./backend.js";

/** A backend that could be loaded here. */
export interface LoadedBackend {
  readonly info: BackendInfo;
  /** Opens, writes, reads and closes a scratch store, touching no file of the user's. Throws what went wrong. */
  trial(): void | Promise<void>;
  /**
   * Opens a store, or joins one that this process has open.
   *
   * @throws `KEYED_STORE_BUSY` another process holds the store; the caller waits and calls again
   * @throws `KEYED_STORE_OPEN_FAILED` `KEYED_STORE_SCHEMA_UNSUPPORTED` `KEYED_STORE_CORRUPT` this store cannot be opened; it was left as it is
   */
  open(options: BackendOpenOptions): Backend | Promise<Backend>;
}

/**
 * What says where the stores of a backend are (KS-SEL-5): the caller, by `directory` and `fileName`; or the backend's own provider,
 * because it is a service, such as a database server.
 */
export type StorePlaceKind = "directory" | "service";

/** How a backend is offered to `openStateStore`: tried in steps, so that a refusal can say at which one (KS-SEL-2). */
export interface BackendProvider {
  /** The name it is chosen by. */
  readonly name: string;
  /**
   * What says where its stores are. With `"service"`, `openStateStore` asks for no `directory`, `open` is given none, and `"auto"` never
   * takes it (KS-SEL-1, KS-SEL-5). Default `"directory"`.
   */
  readonly place?: StorePlaceKind;
  /** Makes ready what all others need, such as code that is imported only when this backend's turn has come. Called first, and never rejects. */
  prepare?(): Promise<void>;
  /** Judges the host without loading anything: Node version, Node-API, platform. Throws the reason it cannot run. */
  check(): void;
  /** Loads and tries the engine in a process of its own, so that it cannot end this one. Throws the reason it cannot run. */
  tryApart?(): Promise<void>;
  /** Loads the engine. Throws the reason it cannot. Must not crash the process where `check` passed. */
  load(): LoadedBackend | Promise<LoadedBackend>;
  /**
   * Loads the engine in a worker thread instead, so that it never holds up this one; its backends are not synchronous.
   * Absent where that cannot be: `thread: "worker"` is then `KEYED_STORE_UNSUPPORTED`. Errors as {@link BackendProvider.load}.
   */
  loadInWorker?(): Promise<LoadedBackend>;
}
