import { NO_PEERS, type Peers } from "./peers.js";
import { probeBlocking } from "./probe-blocking.js";
import { proofByPipe } from "./proof-by-pipe.js";
import { proofBySocket } from "./proof-by-socket.js";
import { isPipeKind } from "./pulse-kind.js";
import { atSocket } from "./with-peer-socket.js";

/** Asks for each pulse at once and holds up the thread until it is answered: for those who look at a store from outside. */
export function askBlocking(directory: string, kind: string): Peers {
  return {
    ...NO_PEERS,
    proof({ name, nonce, kind: theirs }, isCrowded) {
      if (theirs !== kind) return undefined;
      if (isPipeKind(kind)) return proofByPipe(nonce);
      try {
        return proofBySocket(atSocket(directory, name, probeBlocking), isCrowded);
      } catch {
        return undefined;
      }
    },
  };
}
