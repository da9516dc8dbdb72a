import type { Harness } from "../harness/harness.js";
import type { NeighbourKind } from "../harness/neighbours.js";

/** What a case needs of a backend or its host to mean anything. */
export type Need =
  | "synchronous"
  | "asynchronous-only"
  | "persistent"
  | "files"
  | "directory"
  | "service"
  | "multiProcess"
  | "power"
  | "no-power"
  | "sqlite"
  | "damage"
  | "locks"
  | "watch"
  | "no-watch"
  | "posix"
  | "signals";

/**
 * Through which API a case runs: `each` for all that a namespace handle does, first through the asynchronous API and
 * then again through the synchronous one; `store` for what has only one shape.
 */
export type Faces = "each" | "store";

/** One test of one clause. */
export interface Case {
  /** The clause it proves, such as `KS-TTL-2`. */
  readonly clause: string;
  readonly title: string;
  readonly run: (harness: Harness) => Promise<void>;
  readonly needs: readonly Need[];
  readonly faces: Faces;
  readonly neighbours: NeighbourKind;
  readonly timeoutMs: number;
}

/** The cases of one part of the contract. */
export interface Group {
  readonly title: string;
  readonly cases: readonly Case[];
}

/** How a case differs from the usual: all needs met by every backend, each API, all neighbours, a minute before it counts as hanging. */
export type CaseOptions = Partial<Pick<Case, "needs" | "faces" | "neighbours" | "timeoutMs">>;

/** Builds a {@link Case}. */
export function createCase(clauseId: string, title: string, run: Case["run"], options: CaseOptions = {}): Case {
  return { clause: clauseId, title, run, needs: [], faces: "each", neighbours: "all", timeoutMs: 60_000, ...options };
}
