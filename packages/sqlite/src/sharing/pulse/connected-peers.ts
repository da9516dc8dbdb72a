import type { Answer } from "./connect-answer.js";
import { type Call, call } from "./peer-connection.js";
import type { Peers } from "./peers.js";
import { pipePath } from "./pipe-path.js";
import { probeBlocking } from "./probe-blocking.js";
import { proofByPipe } from "./proof-by-pipe.js";
import { proofBySocket } from "./proof-by-socket.js";
import { isPipeKind } from "./pulse-kind.js";
import type { PulseName } from "./pulse-name.js";
import { atSocket } from "./with-peer-socket.js";

/** How long an answer counts that no connection stands behind. */
const FRESH_MS = 1_000;

/** Who asks again after so long, and no answer could come meanwhile, holds up the thread while it waits. */
const TURN_MS = 5;

/** What was found out about a pulse without keeping a connection to it. */
interface Finding {
  readonly answer: Answer;
  readonly until: number;
}

/** Asks for the pulses in a directory that are of one kind: no others can be judged from here. `now` never goes back. */
export function askPulses(directory: string, kind: string, now: () => number): Peers {
  const calls = new Map<string, Call>();
  const findings = new Map<string, Finding>();
  const dead = new Set<string>();

  /** The connection to a pulse, which may only just be made; undefined where none can be. */
  function connectionTo(pulse: PulseName): Call | undefined {
    const known = calls.get(pulse.nonce);
    if (known !== undefined) return known;
    try {
      const made = isPipeKind(kind)
        ? begin(pulse, pipePath(pulse.nonce))
        : atSocket(directory, pulse.name, (address) => begin(pulse, address));
      if (made !== undefined) calls.set(pulse.nonce, made);
      return made;
    } catch {
      return undefined;
    }
  }

  function begin({ nonce }: PulseName, address: string): Call {
    const made = call(address, now(), (answer) => {
      if (calls.get(nonce) === made) calls.delete(nonce);
      if (answer !== "connected") note(nonce, answer);
    });
    return made;
  }

  function note(nonce: string, answer: Answer): Answer {
    findings.set(nonce, { answer, until: now() + FRESH_MS });
    return answer;
  }

  function answerOf(pulse: PulseName): Answer | undefined {
    const finding = findings.get(pulse.nonce);
    if (finding !== undefined && now() < finding.until) return finding.answer;
    findings.delete(pulse.nonce);
    const connection = connectionTo(pulse);
    if (connection === undefined || connection.turned || now() - connection.since < TURN_MS) return connection?.answer;
    return note(pulse.nonce, atSocket(directory, pulse.name, probeBlocking) ?? "unclear");
  }

  return {
    proof(pulse, isCrowded) {
      if (dead.has(pulse.nonce)) return "dead";
      if (pulse.kind !== kind) return undefined;
      const proof = isPipeKind(kind) ? proofByPipe(pulse.nonce) : proofBySocket(answerOf(pulse), isCrowded);
      if (proof === "dead") dead.add(pulse.nonce);
      return proof;
    },
    ring(pulse) {
      if (pulse.kind === kind && !dead.has(pulse.nonce)) connectionTo(pulse);
    },
    async settled() {
      await Promise.all([...calls.values()].map((each) => each.answered()));
    },
    hangUp() {
      const ending = [...calls.values()];
      calls.clear();
      for (const each of ending) each.hangUp();
    },
  };
}
