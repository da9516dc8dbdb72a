import type { Contestant } from "../measure/measure.js";
import type { BenchStores } from "../stores/bench-stores.js";

/** What one operation costs is measured by. */
export interface BenchOperation {
  /** What it is called in results. */
  readonly name: string;
  /** What the backend must declare for it to mean anything. */
  readonly needs?: "synchronous" | "persistent";
  /** Makes ready what it needs, and gives what is to be timed. */
  readonly createContestant: (benchStores: BenchStores) => Promise<Contestant>;
}
