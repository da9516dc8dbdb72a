import { type HostTimer, hostGlobals } from "@keyed-store/core";
import type { Sharing } from "../../host/sharing.js";

/** The pause while another session is connected to the pulse of this one, and may want the file. */
const CALLED_MS = 6;

/** The pause where others can connect to the pulse: polling finds only those who cannot. */
const QUIET_MS = 1_500;

/** Where nobody can connect: the first pause, and each is longer by half, as long as the store is idle. */
const FIRST_MS = 50;
const LONGEST_MS = 500;

/** Polls whether another process waits, while this one is idle. It keeps no process alive. */
export interface WaitingPeerPollTimer {
  /** Begins to poll, or begins anew with short pauses. */
  start(): void;
  stop(): void;
}

/** Whether others can connect to this session's pulse, and whether any do. */
export type PeerConnectivity = Pick<Sharing, "acceptsPeerConnections" | "hasConnectedPeers">;

/** Calls `onPoll` now and then, until it is stopped. */
export function createWaitingPeerPollTimer(
  peerConnectivity: PeerConnectivity,
  onPoll: () => void,
): WaitingPeerPollTimer {
  let timer: HostTimer | undefined;
  let pauseMs = FIRST_MS;

  function scheduleNextPoll(): void {
    timer = hostGlobals.setTimeout(
      runPoll,
      peerConnectivity.hasConnectedPeers ? CALLED_MS : peerConnectivity.acceptsPeerConnections ? QUIET_MS : pauseMs,
    );
    timer.unref?.();
  }

  function runPoll(): void {
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_MS);
    scheduleNextPoll();
    onPoll();
  }

  return {
    start() {
      hostGlobals.clearTimeout(timer);
      pauseMs = FIRST_MS;
      scheduleNextPoll();
    },
    stop: () => hostGlobals.clearTimeout(timer),
  };
}
