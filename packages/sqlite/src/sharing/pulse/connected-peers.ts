import type { ConnectAnswer } from "./connect-answer.js";
import { connectToPeer, type PeerConnection } from "./peer-connection.js";
import type { Peers } from "./peers.js";
import { pipePath } from "./pipe-path.js";
import { probeBlocking } from "./probe-blocking.js";
import { proveByPipe } from "./proof-by-pipe.js";
import { proveByAnswer } from "./proof-by-socket.js";
import { isPipeKind } from "./pulse-kind.js";
import type { PulseName } from "./pulse-name.js";
import { withPeerSocket } from "./with-peer-socket.js";

/** How long an answer counts when there is no connection. */
const ANSWER_LIFETIME_MS = 1_000;

/** Where the event loop had no turn for so long, so that no answer could come, the next question blocks the thread. */
const BLOCK_AFTER_MS = 5;

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

  /** The connection to a pulse, which may only just be made; undefined where none can be. */
  function connectionTo(pulse: PulseName): PeerConnection | undefined {
    const known = connections.get(pulse.nonce);
    if (known !== undefined) return known;
    try {
      const made = isPipeKind(kind)
        ? connect(pulse, pipePath(pulse.nonce))
        : withPeerSocket(directory, pulse.name, (address) => connect(pulse, address));
      if (made !== undefined) connections.set(pulse.nonce, made);
      return made;
    } catch {
      return undefined;
    }
  }

  function connect({ nonce }: PulseName, address: string): PeerConnection {
    const made = connectToPeer(address, now(), (answer) => {
      if (connections.get(nonce) === made) connections.delete(nonce);
      if (answer !== "connected") recordAnswer(nonce, answer);
    });
    return made;
  }

  function recordAnswer(nonce: string, answer: ConnectAnswer): ConnectAnswer {
    knownAnswers.set(nonce, { answer, until: now() + ANSWER_LIFETIME_MS });
    return answer;
  }

  function currentAnswer(pulse: PulseName): ConnectAnswer | undefined {
    const finding = knownAnswers.get(pulse.nonce);
    if (finding !== undefined && now() < finding.until) return finding.answer;
    knownAnswers.delete(pulse.nonce);
    const connection = connectionTo(pulse);
    if (connection === undefined || connection.hadTurn || now() - connection.since < BLOCK_AFTER_MS)
      return connection?.answer;
    return recordAnswer(pulse.nonce, withPeerSocket(directory, pulse.name, probeBlocking) ?? "unclear");
  }

  return {
    proof(pulse, isCrowded) {
      if (dead.has(pulse.nonce)) return "dead";
      if (pulse.kind !== kind) return undefined;
      const proof = isPipeKind(kind) ? proveByPipe(pulse.nonce) : proveByAnswer(currentAnswer(pulse), isCrowded);
      if (proof === "dead") dead.add(pulse.nonce);
      return proof;
    },
    call(pulse) {
      if (pulse.kind === kind && !dead.has(pulse.nonce)) connectionTo(pulse);
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
