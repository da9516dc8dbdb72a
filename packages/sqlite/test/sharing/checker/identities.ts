import {
  createProcessLivenessCheck,
  type ProcessLivenessCheck,
} from "../../../src/node/sharing/processes/process-liveness.js";
import type { ProcessTable } from "../../../src/node/sharing/processes/process-table.js";
import type { Session } from "../../../src/node/sharing/session/session.js";
import type { TakeStep } from "./world.js";

/** Of which processes the sessions are, and what the system tells of those; each of a process of its own, where absent. */
export interface Identities {
  /** By session, the number of its process. Sessions of one process die with it. */
  readonly processes?: readonly number[];
  /**
   * The sessions are worker threads, which end alone while their process lives. `told`: the system tells which have ended;
   * `hidden`: it tells only that the pid is in use.
   */
  readonly threads?: "told" | "hidden";
  /** By session, the name of its backend. */
  readonly backends?: readonly string[];
  /** Each process in a pid namespace of its own: the system tells nothing of the others. */
  readonly pulses?: boolean;
}

/** A session of that number. */
export function sessionOf(me: number, identities: Identities): Session {
  const { processes = [], threads, backends = [], pulses = false } = identities;
  const process = processes[me] ?? me;
  return {
    backend: backends[me] ?? "native",
    pid: process + 1,
    thread: threads === undefined ? undefined : { id: String(me + 1), started: "0" },
    started: "0",
    pidNamespace: pulses ? String(process + 1) : "0",
    boot: "0000000000000000",
    machine: "000000000000",
    host: "-",
    since: 0,
    nonce: nonceOf(me),
  };
}

export function nonceOf(me: number): string {
  return me.toString(16).padStart(12, "0");
}

/** All that die when that session does. */
export function dyingWith(me: number, { processes = [], threads }: Identities): readonly number[] {
  const own = processes[me];
  if (own === undefined || threads !== undefined) return [me];
  return processes.flatMap((process, each) => (process === own ? [each] : []));
}

/** What the shipped code makes of what the system tells; each judgement is one step. */
export function modelLiveness(me: number, step: TakeStep, identities: Identities): ProcessLivenessCheck {
  const own = sessionOf(me, identities);
  return (other) => {
    if (other.pidNamespace !== own.pidNamespace) return "unknown";
    const whom = other.thread === undefined ? sessionIn(other.pid, identities) : Number(other.thread.id) - 1;
    return step(
      `judges ${whom}`,
      ({ dead }) => createProcessLivenessCheck(own, { processTable: tableOf(dead, identities) })(other),
      whom,
    );
  };
}

function sessionIn(pid: number, { processes = [] }: Identities): number {
  const first = processes.indexOf(pid - 1);
  return first < 0 ? pid - 1 : first;
}

function tableOf(dead: ReadonlySet<number>, identities: Identities): ProcessTable {
  const { threads } = identities;
  return {
    exists: (pid) => threads !== undefined || !dead.has(sessionIn(pid, identities)),
    stat: () => (threads === "hidden" ? undefined : { started: "0", ended: false }),
    hasThreadEnded: (_pid, { id }) => threads === "told" && dead.has(Number(id) - 1),
  };
}
