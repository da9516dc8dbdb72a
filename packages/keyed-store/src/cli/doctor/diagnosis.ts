import type { ProbeReport } from "@keyed-store/core";
import type { SessionReport } from "@keyed-store/sqlite";
import type { HostFacts } from "./read-host-facts.js";
import type { StoreFacts } from "./read-store-facts.js";
import type { BackendTrial } from "./try-each-backend.js";

/** All that `doctor` finds. `store`, `server` and `probe` are absent where none was named, or no store is there. */
export interface Diagnosis {
  readonly host: HostFacts;
  readonly backends: readonly BackendTrial[];
  readonly store?: StoreFacts;
  /** Where the store is, if it is on a server; without any password. */
  readonly server?: string;
  readonly probe?: ProbeReport;
  /** Who holds the store or waits for it; absent where nobody does. */
  readonly sessions?: readonly SessionReport[];
  /** Why the store could not even be opened. */
  readonly failure?: { readonly code: string; readonly message: string };
}

/** What it finds of the store alone. */
export type StoreDiagnosis = Omit<Diagnosis, "host" | "backends">;
