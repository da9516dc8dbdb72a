import { toLivenessProof } from "./liveness-proof.js";
import { NO_PEERS, type PeerPulseProber } from "./peer-pulse-prober.js";
import { probeSocketSync } from "./probe-socket-sync.js";
import { proveLivenessByPipe } from "./prove-liveness-by-pipe.js";
import { isPipePulseKind, type PulseKind } from "./pulse-kind.js";
import { withPeerSocketAddressIfExists } from "./with-peer-socket-address-if-exists.js";

/** Connects to each pulse at once and blocks the thread until there is a result: for those who inspect a store from outside. */
export function createSynchronousPeerPulseProber(sessionDirectory: string, pulseKind: PulseKind): PeerPulseProber {
  return {
    ...NO_PEERS,
    getLivenessProof({ name, nonce, kind: theirs }, couldRefusalMeanFullBacklog) {
      if (theirs !== pulseKind) return undefined;
      if (isPipePulseKind(pulseKind)) return proveLivenessByPipe(nonce);
      try {
        return toLivenessProof(
          withPeerSocketAddressIfExists(sessionDirectory, name, probeSocketSync),
          couldRefusalMeanFullBacklog,
        );
      } catch {
        return undefined;
      }
    },
  };
}
