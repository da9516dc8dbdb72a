import type { HostGlobals } from "@keyed-store/core";

/** The clock and the timers that waiting goes by; tests bring their own. */
export type Timing = Pick<HostGlobals, "setTimeout" | "clearTimeout" | "monotonicNow">;
