import type { BackendProvider } from "@keyed-store/core";
import type { ServiceLocation } from "./service-location.js";

/** Where text goes. */
export interface Output {
  /** Resolves when more can be taken. Rejects when nobody reads any more. */
  write(text: string): Promise<void>;
  /** Whether a person looks at it. */
  readonly isTerminal: boolean;
  /** How wide a line may be: `Infinity` where no person looks, so that nothing is cut. */
  readonly columns: number;
}

/** All that a command knows of the world around it; tests bring their own. */
export interface CommandEnvironment {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /**
   * Calls `listener` when the user interrupts the command, once, until the function that it gives is called. Where nobody listens, an
   * interrupt ends the process.
   */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The backends to choose from, but for the one on a server. */
  readonly providers: () => Promise<readonly BackendProvider[]>;
  /** The backend on a server, for a store that is there. */
  readonly createServiceProvider: (location: ServiceLocation) => Promise<BackendProvider>;
}
