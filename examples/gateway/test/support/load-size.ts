import { env } from "node:process";

/** How hard, and for how long, the gateway is tried. */
export interface LoadSize {
  /** Instances killed. */
  readonly kills: number;
  /** What comes before each kill: so many answers, or so many milliseconds. */
  readonly every: { readonly answers: number } | { readonly ms: number };
  /** Events, each delivered by both clients. */
  readonly events: number;
  /** Deliveries a second of each client. */
  readonly rate: number;
  /** Whether to print how it went. */
  readonly tells: boolean;
}

/** The size chosen, as all others, by `KEYED_STORE_CONFORMANCE`: with `long` it is half a minute of kills for each pairing. */
export const loadSize: LoadSize = env["KEYED_STORE_CONFORMANCE"]?.startsWith("long")
  ? { kills: 30, every: { ms: 1000 }, events: 7500, rate: 250, tells: true }
  : { kills: 4, every: { answers: 150 }, events: 500, rate: 250, tells: false };
