import type { CommandEnvironment } from "../../environment/command-environment.js";
import type { InspectedPlace } from "../store/inspected-place.js";
import type { SelfReopeningStore } from "../store/self-reopening-store.js";

/** What all operations of the server work with. */
export interface InspectorContext {
  readonly reopeningStore: SelfReopeningStore;
  readonly environment: CommandEnvironment;
  readonly place: InspectedPlace;
  /** Whether values leave the process. */
  readonly isRevealed: boolean;
  /** The most entries of an owner, where the command line told. */
  readonly quota: number | undefined;
}

/** The body of a request. */
export type ApiRequestBody = Readonly<Record<string, unknown>>;

/** An operation: what a request asks for, and the document that answers it. */
export type ApiOperation = (context: InspectorContext, body: ApiRequestBody) => Promise<unknown>;
