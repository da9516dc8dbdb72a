import type { Answer } from "./answer.js";
import { atSocket } from "./at-socket.js";
import { type Call, call } from "./call.js";
import type { Peers } from "./peers.js";
import { pipePath } from "./pipe-path.js";
import { probeBlocking } from "./probe-blocking.js";
import { proofByPipe } from "./proof-by-pipe.js";
import { proofBySocket } from "./proof-by-socket.js";
import { isPipeKind } from "./pulse-kind.js";
import type { PulseName } from "./pulse-name.js";
import { removeUnfinished, unfinishedPulses } from "./unfinished-pulses.js";

/** How long an answer counts that no connection stands behind. */
const FRESH_MS = 1_000;

/** Who asks again after so long, and no answer could come meanwhile, holds up the thread while it waits. */
const TURN_MS = 5;

/**
 * What is asked. Answers are kept by key: the name of a pulse changes, its nonce does not; and what an unfinished pulse
 * answers, by its own name as the key, never counts for the session, which may live.
 */
interface Asked {
  readonly key: string;
  readonly name: string;
}

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
  function connectionTo(asked: Asked): Call | undefined {
    const known = calls.get(asked.key);
    if (known !== undefined) return known;
    try {
      const made = isPipeKind(kind)
        ? begin(asked, pipePath(asked.key))
        : atSocket(directory, asked.name, (address) => begin(asked, address));
      if (made !== undefined) calls.set(asked.key, made);
      return made;
    } catch {
      return undefined;
    }
  }

  function begin({ key }: Asked, address: string): Call {
    const made = call(address, now(), (answer) => {
      if (calls.get(key) === made) calls.delete(key);
      if (answer !== "connected") note(key, answer);
    });
    return made;
  }

  function note(key: string, answer: Answer): Answer {
    findings.set(key, { answer, until: now() + FRESH_MS });
    return answer;
  }

  function answerOf(asked: Asked): Answer | undefined {
    const finding = findings.get(asked.key);
    if (finding !== undefined && now() < finding.until) return finding.answer;
    findings.delete(asked.key);
    const connection = connectionTo(asked);
    if (connection === undefined || connection.turned || now() - connection.since < TURN_MS) return connection?.answer;
    return note(asked.key, atSocket(directory, asked.name, probeBlocking) ?? "unclear");
  }

  return {
    proof(pulse, isCrowded) {
      if (dead.has(pulse.nonce)) return "dead";
      if (pulse.kind !== kind) return undefined;
      const proof = isPipeKind(kind) ? proofByPipe(pulse.nonce) : proofBySocket(answerOf(askedOf(pulse)), isCrowded);
      if (proof === "dead") dead.add(pulse.nonce);
      return proof;
    },
    ring(pulse) {
      if (pulse.kind === kind && !dead.has(pulse.nonce)) connectionTo(askedOf(pulse));
    },
    clearUnfinished() {
      if (isPipeKind(kind)) return true;
      const unjudged = unfinishedPulses(directory).filter((name) => {
        const answer = answerOf({ key: name, name });
        if (answer === "refused") removeUnfinished(directory, name);
        return answer === undefined;
      });
      return unjudged.length === 0;
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

function askedOf({ name, nonce }: PulseName): Asked {
  return { key: nonce, name };
}
