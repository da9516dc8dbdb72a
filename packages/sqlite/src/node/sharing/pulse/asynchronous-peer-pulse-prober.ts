import { readdirSync } from "node:fs";
import type { ConnectResult } from "./connect-result.js";
import { toLivenessProof } from "./liveness-proof.js";
import { connectToPeer, type PeerConnection } from "./peer-connection.js";
import type { PeerPulseProber } from "./peer-pulse-prober.js";
import { formatPulsePipePath } from "./pipe-path.js";
import { probeSocketSync } from "./probe-socket-sync.js";
import { proveLivenessByPipe } from "./prove-liveness-by-pipe.js";
import { isPipePulseKind, type PulseKind } from "./pulse-kind.js";
import { type PulseName, parsePulseName } from "./pulse-name.js";
import { listUnfinishedPulseNames, removeUnfinishedPulse } from "./unfinished-pulses.js";
import { withPeerSocketAddressIfExists } from "./with-peer-socket-address-if-exists.js";

/** How long an answer counts when there is no connection. */
const ANSWER_LIFETIME_MS = 1_000;

/** Where the event loop had no turn for so long, so that no answer could come, the next question blocks the thread. */
const BLOCK_AFTER_MS = 5;

/**
 * A socket to connect to. Answers are kept by key: the name of a pulse changes, its nonce does not; and what an unfinished
 * pulse answers, by its own name as the key, never counts for the session, which may live.
 */
interface PeerEndpoint {
  readonly key: string;
  readonly name: string;
}

/** What was found out about a pulse without keeping a connection to it. */
interface CachedConnectResult {
  readonly result: ConnectResult;
  readonly until: number;
}

/**
 * Connects to the pulses in a directory that are of one kind: others prove nothing here. `monotonicNow` never goes back.
 *
 * @param onPeerLeft - called when a peer has ended a connection, having given up the file or its life
 */
export function createAsynchronousPeerPulseProber(
  sessionDirectory: string,
  pulseKind: PulseKind,
  monotonicNow: () => number,
  onPeerLeft: () => void = () => {},
): PeerPulseProber {
  const connections = new Map<string, PeerConnection>();
  const knownAnswers = new Map<string, CachedConnectResult>();
  const dead = new Set<string>();

  /** The connection to a socket, which may only just be made; undefined where none can be. */
  function getOrOpenConnection(endpoint: PeerEndpoint): PeerConnection | undefined {
    const known = connections.get(endpoint.key);
    if (known !== undefined) return known;
    try {
      const made = isPipePulseKind(pulseKind)
        ? connectToSocket(endpoint, formatPulsePipePath(endpoint.key))
        : withPeerSocketAddressIfExists(sessionDirectory, endpoint.name, (address) =>
            connectToSocket(endpoint, address),
          );
      if (made !== undefined) connections.set(endpoint.key, made);
      return made;
    } catch {
      return undefined;
    }
  }

  function connectToSocket({ key }: PeerEndpoint, address: string): PeerConnection {
    const made = connectToPeer(address, monotonicNow(), (answer) => {
      const isEndedByPeer = connections.get(key) === made;
      if (isEndedByPeer) connections.delete(key);
      if (answer !== "connected") cacheConnectResult(key, answer);
      else if (isEndedByPeer) onPeerLeft();
    });
    return made;
  }

  function cacheConnectResult(endpointKey: string, result: ConnectResult): ConnectResult {
    knownAnswers.set(endpointKey, { result, until: monotonicNow() + ANSWER_LIFETIME_MS });
    return result;
  }

  function getCurrentConnectResult(endpoint: PeerEndpoint): ConnectResult | undefined {
    const known = knownAnswers.get(endpoint.key);
    if (known !== undefined && monotonicNow() < known.until) return known.result;
    knownAnswers.delete(endpoint.key);
    const connection = getOrOpenConnection(endpoint);
    if (connection === undefined || connection.hadTurn || monotonicNow() - connection.startedAt < BLOCK_AFTER_MS)
      return connection?.result;
    return cacheConnectResult(
      endpoint.key,
      withPeerSocketAddressIfExists(sessionDirectory, endpoint.name, probeSocketSync) ?? "unclear",
    );
  }

  function call(pulse: PulseName): void {
    if (pulse.kind === pulseKind && !dead.has(pulse.nonce)) getOrOpenConnection(toPeerEndpoint(pulse));
  }

  return {
    getLivenessProof(pulse, couldRefusalMeanFullBacklog) {
      if (dead.has(pulse.nonce)) return "dead";
      if (pulse.kind !== pulseKind) return undefined;
      const proof = isPipePulseKind(pulseKind)
        ? proveLivenessByPipe(pulse.nonce)
        : toLivenessProof(getCurrentConnectResult(toPeerEndpoint(pulse)), couldRefusalMeanFullBacklog);
      if (proof === "dead") dead.add(pulse.nonce);
      return proof;
    },
    connect: call,
    callOthers(ownNonce) {
      for (const pulse of listPulseNames(sessionDirectory)) if (pulse.nonce !== ownNonce) call(pulse);
    },
    removeUnfinishedPulses() {
      if (isPipePulseKind(pulseKind)) return true;
      const unjudged = listUnfinishedPulseNames(sessionDirectory).filter((name) => {
        const answer = getCurrentConnectResult({ key: name, name });
        if (answer === "refused") removeUnfinishedPulse(sessionDirectory, name);
        return answer === undefined;
      });
      return unjudged.length === 0;
    },
    async whenAnswered() {
      await Promise.all([...connections.values()].map((each) => each.whenAnswered()));
    },
    disconnectAll() {
      const ending = [...connections.values()];
      connections.clear();
      for (const each of ending) each.disconnect();
    },
  };
}

function toPeerEndpoint({ name, nonce }: PulseName): PeerEndpoint {
  return { key: nonce, name };
}

function listPulseNames(directory: string): PulseName[] {
  try {
    return readdirSync(directory).flatMap((name) => parsePulseName(name) ?? []);
  } catch {
    return [];
  }
}
