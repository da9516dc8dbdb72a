import { type HostTimer, hostGlobals } from "@keyed-store/core";
import type { Sharing } from "../../sharing/sharing.js";

/** While someone holds a connection, who may want the file. */
const RUNG_MS = 10;

/** Where others can ring, this finds only those who cannot. */
const QUIET_MS = 1_000;

/** Where nobody can ring: the first pause, and each is longer by half, as long as nothing is done. */
const FIRST_MS = 50;
const LONGEST_MS = 500;

/** Looks whether another process waits, while nothing is asked of this one. It keeps no process alive. */
export interface IdleLook {
  /** Begins to look, or begins anew with short pauses. */
  start(): void;
  stop(): void;
}

/** Calls `look` now and then: it is up to that to stop this. */
export function idleLook(sharing: Pick<Sharing, "canBeCalled" | "hasCallers">, look: () => void): IdleLook {
  let timer: HostTimer | undefined;
  let pauseMs = FIRST_MS;

  function wait(): void {
    timer = hostGlobals.setTimeout(turn, sharing.hasCallers ? RUNG_MS : sharing.canBeCalled ? QUIET_MS : pauseMs);
    timer.unref?.();
  }

  function turn(): void {
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_MS);
    wait();
    look();
  }

  return {
    start() {
      hostGlobals.clearTimeout(timer);
      pauseMs = FIRST_MS;
      wait();
    },
    stop: () => hostGlobals.clearTimeout(timer),
  };
}
