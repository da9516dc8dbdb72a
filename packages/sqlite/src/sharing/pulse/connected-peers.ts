import { readdirSync } from "node:fs";
import type { ConnectAnswer } from "./connect-answer.js";
import { connectToPeer, type PeerConnection } from "./peer-connection.js";
import type { Peers } from "./peers.js";
import { pipePath } from "./pipe-path.js";
import { probeBlocking } from "./probe-blocking.js";
import { proveByPipe } from "./proof-by-pipe.js";
import { proveByAnswer } from "./proof-by-socket.js";
import { isPipeKind } from "./pulse-kind.js";
import { type PulseName, parsePulse } from "./pulse-name.js";
import { removeUnfinished, unfinishedPulses } from "./unfinished-pulses.js";
import { withPeerSocket } from "./with-peer-socket.js";

/** How long an answer counts when there is no connection. */
const ANSWER_LIFETIME_MS = 1_000;

/** Where the event loop had no turn for so long, so that no answer could come, the next question blocks the thread. */
const BLOCK_AFTER_MS = 5;

/**
 * A socket to connect to. Answers are kept by key: the name of a pulse changes, its nonce does not; and what an unfinished
 * pulse answers, by its own name as the key, never counts for the session, which may live.
 */
interface PeerSocket {
  readonly key: string;
  readonly name: string;
}

/** What was found out about a pulse without keeping a connection to it. */
interface KnownAnswer {
  readonly answer: ConnectAnswer;
  readonly until: number;
}

/** Connects to the pulses in a directory that are of one kind: others prove nothing here. `now` never goes back. */
export function createConnectedPeers(directory: string, kind: string, now: () => number): Peers {
  const connections = new Map<string, PeerConnection>();
  const knownAnswers = new Map<string, KnownAnswer>();
  const dead = new Set<string>();

  /** The connection to a socket, which may only just be made; undefined where none can be. */
  function connectionTo(socket: PeerSocket): PeerConnection | undefined {
    const known = connections.get(socket.key);
    if (known !== undefined) return known;
    try {
      const made = isPipeKind(kind)
        ? connect(socket, pipePath(socket.key))
        : withPeerSocket(directory, socket.name, (address) => connect(socket, address));
      if (made !== undefined) connections.set(socket.key, made);
      return made;
    } catch {
      return undefined;
    }
  }

  function connect({ key }: PeerSocket, address: string): PeerConnection {
    const made = connectToPeer(address, now(), (answer) => {
      if (connections.get(key) === made) connections.delete(key);
      if (answer !== "connected") recordAnswer(key, answer);
    });
    return made;
  }

  function recordAnswer(key: string, answer: ConnectAnswer): ConnectAnswer {
    knownAnswers.set(key, { answer, until: now() + ANSWER_LIFETIME_MS });
    return answer;
  }

  function currentAnswer(socket: PeerSocket): ConnectAnswer | undefined {
    const known = knownAnswers.get(socket.key);
    if (known !== undefined && now() < known.until) return known.answer;
    knownAnswers.delete(socket.key);
    const connection = connectionTo(socket);
    if (connection === undefined || connection.hadTurn || now() - connection.since < BLOCK_AFTER_MS)
      return connection?.answer;
    return recordAnswer(socket.key, withPeerSocket(directory, socket.name, probeBlocking) ?? "unclear");
  }

  function call(pulse: PulseName): void {
    if (pulse.kind === kind && !dead.has(pulse.nonce)) connectionTo(socketOf(pulse));
  }

  return {
    proof(pulse, isCrowded) {
      if (dead.has(pulse.nonce)) return "dead";
      if (pulse.kind !== kind) return undefined;
      const proof = isPipeKind(kind)
        ? proveByPipe(pulse.nonce)
        : proveByAnswer(currentAnswer(socketOf(pulse)), isCrowded);
      if (proof === "dead") dead.add(pulse.nonce);
      return proof;
    },
    call,
    callOthers(ownNonce) {
      for (const pulse of listPulses(directory)) if (pulse.nonce !== ownNonce) call(pulse);
    },
    clearUnfinished() {
      if (isPipeKind(kind)) return true;
      const unjudged = unfinishedPulses(directory).filter((name) => {
        const answer = currentAnswer({ key: name, name });
        if (answer === "refused") removeUnfinished(directory, name);
        return answer === undefined;
      });
      return unjudged.length === 0;
    },
    async whenAnswered() {
      await Promise.all([...connections.values()].map((each) => each.whenAnswered()));
    },
    hangUp() {
      const ending = [...connections.values()];
      connections.clear();
      for (const each of ending) each.hangUp();
    },
  };
}

function socketOf({ name, nonce }: PulseName): PeerSocket {
  return { key: nonce, name };
}

function listPulses(directory: string): PulseName[] {
  try {
    return readdirSync(directory).flatMap((name) => parsePulse(name) ?? []);
  } catch {
    return [];
  }
}
