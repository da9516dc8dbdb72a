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

/** How long an answer counts that no connection stands behind. */
const FRESH_MS = 1_000;

/** Who asks again after so long, and no answer could come meanwhile, holds up the thread while it waits. */
const BLOCK_AFTER_MS = 5;

/** What was found out about a pulse without keeping a connection to it. */
interface KnownAnswer {
  readonly answer: ConnectAnswer;
  readonly until: number;
}

/** Asks for the pulses in a directory that are of one kind: no others can be judged from here. `now` never goes back. */
export function createConnectedPeers(directory: string, kind: string, now: () => number): Peers {
  const calls = new Map<string, PeerConnection>();
  const findings = new Map<string, KnownAnswer>();
  const dead = new Set<string>();

  /** The connection to a pulse, which may only just be made; undefined where none can be. */
  function connectionTo(pulse: PulseName): PeerConnection | undefined {
    const known = calls.get(pulse.nonce);
    if (known !== undefined) return known;
    try {
      const made = isPipeKind(kind)
        ? begin(pulse, pipePath(pulse.nonce))
        : withPeerSocket(directory, pulse.name, (address) => begin(pulse, address));
      if (made !== undefined) calls.set(pulse.nonce, made);
      return made;
    } catch {
      return undefined;
    }
  }

  function begin({ nonce }: PulseName, address: string): PeerConnection {
    const made = connectToPeer(address, now(), (answer) => {
      if (calls.get(nonce) === made) calls.delete(nonce);
      if (answer !== "connected") note(nonce, answer);
    });
    return made;
  }

  function note(nonce: string, answer: ConnectAnswer): ConnectAnswer {
    findings.set(nonce, { answer, until: now() + FRESH_MS });
    return answer;
  }

  function answerOf(pulse: PulseName): ConnectAnswer | undefined {
    const finding = findings.get(pulse.nonce);
    if (finding !== undefined && now() < finding.until) return finding.answer;
    findings.delete(pulse.nonce);
    const connection = connectionTo(pulse);
    if (connection === undefined || connection.hadTurn || now() - connection.since < BLOCK_AFTER_MS)
      return connection?.answer;
    return note(pulse.nonce, withPeerSocket(directory, pulse.name, probeBlocking) ?? "unclear");
  }

  return {
    proof(pulse, isCrowded) {
      if (dead.has(pulse.nonce)) return "dead";
      if (pulse.kind !== kind) return undefined;
      const proof = isPipeKind(kind) ? proveByPipe(pulse.nonce) : proveByAnswer(answerOf(pulse), isCrowded);
      if (proof === "dead") dead.add(pulse.nonce);
      return proof;
    },
    call(pulse) {
      if (pulse.kind === kind && !dead.has(pulse.nonce)) connectionTo(pulse);
    },
    async whenAnswered() {
      await Promise.all([...calls.values()].map((each) => each.whenAnswered()));
    },
    hangUp() {
      const ending = [...calls.values()];
      calls.clear();
      for (const each of ending) each.hangUp();
    },
  };
}
