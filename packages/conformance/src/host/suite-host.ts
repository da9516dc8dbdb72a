import type { Size } from "../settings/size.js";
import type { HostFiles } from "./host-files.js";

/** What the suite asks of whatever runs it. */
export interface SuiteHost {
  /** What failures call it, such as `Node v20.11.0`. */
  readonly name: string;
  /** How much is done, and from which seed. */
  readonly size: Size;
  /** Whether each case runs again, through the other API and beside neighbours; a slow host may do without. */
  readonly runsVariants: boolean;
  /** Where the model begins again: the JSON that its failure printed. */
  readonly replay?: string | undefined;
  /** Whether files have no modes and processes no signals, as on Windows. */
  readonly lacksPosix: boolean;
  readonly files: HostFiles;
  /** What another realm makes of a JSON text: its objects have other prototypes. */
  parseInOtherRealm(json: string): unknown;
  /** Tells of promises that are rejected while nobody listens, until the result is called. */
  watchUnhandledRejections(note: (reason: unknown) => void): () => void;
  /** Counts what was really done, for whoever runs the suite at length. */
  tally(figureName: string, count: number): void;
}
