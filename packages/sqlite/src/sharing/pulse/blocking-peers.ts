import { NO_PEERS, type Peers } from "./peers.js";
import { probeBlocking } from "./probe-blocking.js";
import { proveByPipe } from "./proof-by-pipe.js";
import { proveByAnswer } from "./proof-by-socket.js";
import { isPipeKind } from "./pulse-kind.js";
import { withPeerSocket } from "./with-peer-socket.js";

/** Connects to each pulse at once and blocks the thread until there is a result: for those who inspect a store from outside. */
export function createBlockingPeers(directory: string, kind: string): Peers {
  return {
    ...NO_PEERS,
    proof({ name, nonce, kind: theirs }, isCrowded) {
      if (theirs !== kind) return undefined;
      if (isPipeKind(kind)) return proveByPipe(nonce);
      try {
        return proveByAnswer(withPeerSocket(directory, name, probeBlocking), isCrowded);
      } catch {
        return undefined;
      }
    },
  };
}
