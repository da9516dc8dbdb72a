import type { Protocol } from "./protocol.js";
import type { Step, TakeStep } from "./world.js";

/** What a process does next; `done` and `dead` do nothing more. */
export type Call = "enter" | "wanted" | "leave" | "close" | "done" | "dead";

/** Where a process is: in a call, at the step that it is about to take. Two with the same key behave the same. */
export interface Place<Memory> {
  readonly me: number;
  readonly call: Call;
  /** What it remembered when the call began. */
  readonly memory: Memory;
  /** What its steps in this call were answered. */
  readonly answers: readonly unknown[];
  readonly next: Step | undefined;
  /** It may use the file. */
  readonly inside: boolean;
}

/** How processes spend their lives: each enters and leaves any number of times and closes after any of them. */
export interface Life {
  /** Whether one that is in may also leave although nobody wants it to. */
  readonly leavesUnasked: boolean;
  /** Whether one that has left may also close for good, as all may unless this says otherwise. */
  readonly closes?: boolean;
}

/** Identifies a place. The next step is part of it, so that places which go on differently are never taken for one. */
export function placeKey<Memory>(
  protocol: Protocol<Memory>,
  { me, call, memory, answers, next }: Place<Memory>,
): string {
  return JSON.stringify([me, call, memory, protocol.relevant?.(answers) ?? answers, next?.label]);
}

/** Where a process may be before its first step. */
export function firstPlaces<Memory>(protocol: Protocol<Memory>, life: Life, me: number): Place<Memory>[] {
  return atCall(protocol, life, { me, call: "enter", memory: protocol.begin(me) });
}

/** Where a process may be when the step it stood before was answered. */
export function placesAfter<Memory>(
  protocol: Protocol<Memory>,
  life: Life,
  place: Place<Memory>,
  answer: unknown,
): Place<Memory>[] {
  return atCall(protocol, life, place, [...place.answers, answer]);
}

/** Where a process is that has died. */
export function atDeath<Memory>(protocol: Protocol<Memory>, me: number): Place<Memory> {
  return { me, call: "dead", memory: protocol.begin(me), answers: [], next: undefined, inside: false };
}

type CallSite<Memory> = Pick<Place<Memory>, "me" | "call" | "memory">;

/** Runs the real code of the call again, with the known answers, to the first step without one, or on into the next call. */
function atCall<Memory>(
  protocol: Protocol<Memory>,
  life: Life,
  site: CallSite<Memory>,
  answers: readonly unknown[] = [],
): Place<Memory>[] {
  const { me, call } = site;
  const inside = call === "wanted" || (call === "leave" && answers.length === 0);
  if (call === "done" || call === "dead") return [{ ...site, answers, inside: false, next: undefined }];
  const memory = structuredClone(site.memory);
  const remaining = [...answers];
  let next: Step | undefined;
  const step: TakeStep = (label, run, judges) => {
    if (next === undefined && remaining.length > 0) return remaining.shift() as ReturnType<typeof run>;
    next ??= { label, run, judges };
    throw PAUSE;
  };
  let succeeded: boolean;
  try {
    succeeded = protocol[call](me, memory, step) === true;
  } catch (error) {
    if (error !== PAUSE || next === undefined) throw error;
    return [{ me, call, memory: site.memory, answers, next, inside }];
  }
  return followUps(call, succeeded, life).flatMap((then) => atCall(protocol, life, { me, memory, call: then }));
}

const PAUSE: unique symbol = Symbol("pause");

function followUps(call: Call, succeeded: boolean, life: Life): readonly Call[] {
  const stay: readonly Call[] = life.leavesUnasked ? ["wanted", "leave"] : ["wanted"];
  switch (call) {
    case "enter":
      return succeeded ? stay : ["enter"];
    case "wanted":
      return succeeded ? ["leave"] : stay;
    case "leave":
      return life.closes === false ? ["enter"] : ["enter", "close"];
    default:
      return ["done"];
  }
}
