import { NO_PEERS, type Peers } from "../../../src/sharing/pulse/peers.js";
import { NO_PULSE, type Pulse } from "../../../src/sharing/pulse/pulse.js";
import { type PulseMode, pulseName } from "../../../src/sharing/pulse/pulse-name.js";
import type { TakeStep } from "./world.js";

/** What is behind the name of a pulse: a socket on which its process listens until it dies, or nobody does. */
export const LISTENING = "listening";
const SILENT = "silent";

/** In what ways the pulses may be broken. */
export interface PulseFaults {
  readonly publishesBeforeListening?: boolean;
  readonly pulsePerPublication?: boolean;
  readonly believesElsewhere?: boolean;
}

/** What a process remembers of its pulse. */
export interface PulseMemory {
  pulse: PulseMode | undefined;
}

/** The process makes its pulse. */
export function startModelPulse(me: number, memory: PulseMemory, step: TakeStep, faults: PulseFaults): void {
  const name = nameOf(me, "idle");
  put(name, faults.publishesBeforeListening === true ? SILENT : LISTENING, step);
  memory.pulse = "idle";
}

/** The pulse of a process; each change of the directory is one step. */
export function modelPulse(me: number, memory: PulseMemory, step: TakeStep, faults: PulseFaults): Pulse {
  return {
    ...NO_PULSE,
    setMode(mode) {
      const [before, after] = [nameOf(me, memory.pulse ?? "idle"), nameOf(me, mode)];
      memory.pulse = mode;
      step(`renames ${before} to ${after}`, ({ files }) => {
        const content = files.get(before);
        if (content === undefined) return;
        files.delete(before);
        files.set(after, content);
      });
      if (faults.publishesBeforeListening === true) put(after, LISTENING, step);
      if (faults.pulsePerPublication === true) put(after, mode === "idle" ? SILENT : LISTENING, step);
    },
    close() {
      const name = nameOf(me, memory.pulse ?? "idle");
      memory.pulse = undefined;
      step(`removes ${name}`, ({ files }) => void files.delete(name));
    },
  };
}

/** How a process asks the others: it finds a socket by its name, and then whoever listens on that answers, or nobody. */
export function modelPeers(me: number, step: TakeStep, faults: PulseFaults): Peers {
  return {
    ...NO_PEERS,
    proof({ name, nonce }) {
      const owner = Number.parseInt(nonce, 16);
      const found = step(`finds ${name}`, ({ files }) => files.get(name) ?? "absent");
      if (found === "absent") return undefined;
      if (found === SILENT || (faults.believesElsewhere === true && me === 1)) return "dead";
      return step(`connects to ${owner}`, ({ dead }) => (dead.has(owner) ? "dead" : "alive"), owner);
    },
  };
}

function put(name: string, content: string, step: TakeStep): void {
  step(`makes ${name} ${content}`, ({ files }) => void files.set(name, content));
}

function nameOf(me: number, mode: PulseMode): string {
  return pulseName(mode, me.toString(16).padStart(12, "0"), "ef53");
}
