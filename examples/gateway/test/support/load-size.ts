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

/**
 * The size chosen by the environment variable `KEYED_STORE_GATEWAY_LOAD`: `ci` (the default) or `full`, which takes half a minute
 * for each pairing.
 */
export const loadSize: LoadSize = chosen(env["KEYED_STORE_GATEWAY_LOAD"] ?? "ci");

function chosen(name: string): LoadSize {
  switch (name) {
    case "ci":
      return { kills: 4, every: { answers: 150 }, events: 500, rate: 250, tells: false };
    case "full":
      return { kills: 30, every: { ms: 1000 }, events: 7500, rate: 250, tells: true };
    default:
      throw new Error(`KEYED_STORE_GATEWAY_LOAD is "${name}", and can be ci or full`);
  }
}
