import { NO_PEERS, type PeerPulseProber } from "../../../src/node/sharing/pulse/peer-pulse-prober.js";
import { type LivenessPulse, NO_PULSE } from "../../../src/node/sharing/pulse/pulse.js";
import {
  formatPulseName,
  formatUnfinishedPulseName,
  isUnfinishedPulseName,
  type PulseMode,
} from "../../../src/node/sharing/pulse/pulse-name.js";
import { nonceOf } from "./identities.js";
import type { TakeStep } from "./world.js";

/** What is behind the name of a pulse: a socket on which its process listens until it dies, or nobody does. */
export const LISTENING = "listening";
const SILENT = "silent";

/** What may befall the pulses, and in what ways they may be broken. */
export interface PulseFaults {
  /** A pulse is bound, listens, and takes its name: three steps, after each of which its process may die. */
  readonly inSteps?: boolean;
  /** Sessions whose pulse cannot be made. */
  readonly without?: readonly number[];
  /** The pulse of process 0 ends while it is in, and its name is removed. */
  readonly endsEarly?: boolean;
  /** Broken: a session has published its presence before its pulse listens. */
  readonly publishesBeforeListening?: boolean;
  /** Broken: each publication has a pulse of its own, all under the name of the session. */
  readonly pulsePerPublication?: boolean;
  /** Broken: process 1 asks through another file system, where nobody listens, and believes the refusal. */
  readonly believesElsewhere?: boolean;
  /** Broken: where the pulse ends early, its name stays, and refuses. */
  readonly keepsName?: boolean;
  /** Broken: an unfinished pulse that refuses stays for good, or its session is buried with it. */
  readonly unfinished?: "stays" | "buries";
}

/** What a process remembers of its pulse. */
export interface PulseMemory {
  pulse: PulseMode | undefined;
  hasEnded: boolean;
}

/** So often it is made, where the unfinished one is removed. */
const MAKES_AT_MOST = 2;

/** The process makes its pulse. */
export function startModelPulse(me: number, memory: PulseMemory, step: TakeStep, faults: PulseFaults): void {
  const name = nameOf(me, "idle");
  memory.pulse = "idle";
  if (faults.without?.includes(me) === true) return;
  if (faults.inSteps === true) {
    for (let made = 0; made < MAKES_AT_MOST; made++) if (makeInSteps(me, name, step)) return;
    return;
  }
  put(name, faults.publishesBeforeListening === true ? SILENT : LISTENING, step);
}

function makeInSteps(me: number, name: string, step: TakeStep): boolean {
  const unfinished = formatUnfinishedPulseName(nonceOf(me));
  put(unfinished, SILENT, step);
  step(`listens on ${unfinished}`, ({ files }) => {
    if (files.has(unfinished)) files.set(unfinished, LISTENING);
  });
  return move(unfinished, name, step);
}

/** The pulse ends while its session is in. */
export function endModelPulse(me: number, memory: PulseMemory, step: TakeStep, { keepsName }: PulseFaults): void {
  memory.hasEnded = true;
  const name = nameOf(me, memory.pulse ?? "idle");
  if (keepsName === true) put(name, SILENT, step);
  else step(`removes ${name}`, ({ files }) => void files.delete(name));
}

/** The pulse of a process; each change of the directory is one step. */
export function modelPulse(me: number, memory: PulseMemory, step: TakeStep, faults: PulseFaults): LivenessPulse {
  return {
    ...NO_PULSE,
    setMode(mode) {
      const [before, after] = [nameOf(me, memory.pulse ?? "idle"), nameOf(me, mode)];
      memory.pulse = mode;
      move(before, after, step);
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
export function modelPeers(me: number, step: TakeStep, faults: PulseFaults): PeerPulseProber {
  return {
    ...NO_PEERS,
    getLivenessProof({ name, nonce }) {
      const owner = Number.parseInt(nonce, 16);
      const found = step(`finds ${name}`, ({ files }) => files.get(name) ?? "absent");
      if (found === "absent") return undefined;
      if (found === SILENT || (faults.believesElsewhere === true && me === 1)) return "dead";
      return isListening(owner, step) ? "alive" : "dead";
    },
    removeUnfinishedPulses() {
      if (faults.inSteps !== true || faults.unfinished === "stays") return true;
      const left = step("looks for unfinished pulses", ({ files }) => [...files.keys()].filter(isUnfinishedPulseName));
      for (const name of left) {
        const owner = Number.parseInt(name.slice(formatUnfinishedPulseName("").length), 16);
        const found = step(`finds ${name}`, ({ files }) => files.get(name) ?? "absent");
        if (found === "absent" || (found === LISTENING && isListening(owner, step))) continue;
        step(`removes ${name}`, ({ files }) => void files.delete(name));
        if (faults.unfinished !== "buries") continue;
        step(`buries ${owner}`, ({ files }) => {
          for (const each of files.keys()) if (each.includes(nonceOf(owner))) files.delete(each);
        });
      }
      return true;
    },
  };
}

function put(name: string, content: string, step: TakeStep): void {
  step(`makes ${name} ${content}`, ({ files }) => void files.set(name, content));
}

/** Whether there was something to rename. */
function move(before: string, after: string, step: TakeStep): boolean {
  return step(`renames ${before} to ${after}`, ({ files }) => {
    const content = files.get(before);
    if (content === undefined) return false;
    files.delete(before);
    files.set(after, content);
    return true;
  });
}

function isListening(owner: number, step: TakeStep): boolean {
  return step(`connects to ${owner}`, ({ dead }) => (dead.has(owner) ? "dead" : "alive"), owner) === "alive";
}

function nameOf(me: number, mode: PulseMode): string {
  return formatPulseName(mode, nonceOf(me), "ef53");
}
