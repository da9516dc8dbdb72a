import { type HostTimer, hostGlobals } from "@keyed-store/core";
import type { Sharing } from "../../sharing/sharing.js";

/** The pause while another session is connected to the pulse of this one, and may want the file. */
const CALLED_MS = 10;

/** The pause where others can connect to the pulse: polling finds only those who cannot. */
const QUIET_MS = 1_000;

/** Where nobody can connect: the first pause, and each is longer by half, as long as the store is idle. */
const FIRST_MS = 50;
const LONGEST_MS = 500;

/** Polls whether another process waits, while this one is idle. It keeps no process alive. */
export interface IdlePoll {
  /** Begins to poll, or begins anew with short pauses. */
  start(): void;
  stop(): void;
}

/** Calls `poll` now and then, until it is stopped. */
export function createIdlePoll(sharing: Pick<Sharing, "canBeCalled" | "hasCallers">, poll: () => void): IdlePoll {
  let timer: HostTimer | undefined;
  let pauseMs = FIRST_MS;

  function schedule(): void {
    timer = hostGlobals.setTimeout(run, sharing.hasCallers ? CALLED_MS : sharing.canBeCalled ? QUIET_MS : pauseMs);
    timer.unref?.();
  }

  function run(): void {
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_MS);
    schedule();
    poll();
  }

  return {
    start() {
      hostGlobals.clearTimeout(timer);
      pauseMs = FIRST_MS;
      schedule();
    },
    stop: () => hostGlobals.clearTimeout(timer),
  };
}
