import { isKeyedStoreError } from "@keyed-store/core";
import type { SharingMode } from "../../../src/host/sharing-mode.js";
import { closeSessionAndRemoveDeadSessions } from "../../../src/node/sharing/protocol/close-session.js";
import { findConflictingWaitingSession } from "../../../src/node/sharing/protocol/find-conflicting-waiting-session.js";
import { isSameProcess } from "../../../src/node/sharing/protocol/is-incompatible-session.js";
import {
  formatOwnPresenceRecordName,
  withdrawPresenceRecordAndPulse,
} from "../../../src/node/sharing/protocol/presence.js";
import {
  createSessionState,
  type SessionContext,
  type SessionState,
} from "../../../src/node/sharing/protocol/session-context.js";
import {
  republishLostRecordAndFindBlocker,
  tryEnterDatabaseFileOrJoinQueue,
} from "../../../src/node/sharing/protocol/try-enter-database-file-or-join-queue.js";
import { NO_PEERS } from "../../../src/node/sharing/pulse/peer-pulse-prober.js";
import { NO_PULSE } from "../../../src/node/sharing/pulse/pulse.js";
import { isUnfinishedPulseName } from "../../../src/node/sharing/pulse/pulse-name.js";
import type { SessionDirectory } from "../../../src/node/sharing/records/session-directory.js";
import { formatSessionText } from "../../../src/node/sharing/session/session.js";
import { dyingWith, type Identities, modelLiveness, sessionOf } from "./identities.js";
import type { Protocol } from "./protocol.js";
import {
  endModelPulse,
  LISTENING,
  modelPeers,
  modelPulse,
  type PulseFaults,
  type PulseMemory,
  startModelPulse,
} from "./pulses.js";
import type { TakeStep } from "./world.js";

/** How the circumstances differ from the plain ones, or the code from the shipped one. */
export interface Variation extends Identities, PulseFaults {
  /** Listing the directory takes two steps, and shows only what was there from the first to the second. */
  readonly tornListings?: boolean;
  /** Nothing of a call's past is taken to be irrelevant to the rest of it: slower, and leaves less to believe. */
  readonly keepsPast?: boolean;
  /** What process `me` takes for the time; it stands still. */
  readonly clock?: (me: number) => number;
  /** Changes what a session brings to the protocol. */
  readonly alter?: (party: SessionContext) => SessionContext;
  /**
   * Each process in a pid namespace of its own: the system tells nothing of the others, and only pulses prove who lives.
   * A session also makes sure, while it is in, that its record is there.
   */
  readonly pulses?: boolean;
}

/** What a process keeps between calls. */
interface Memory extends SessionState, PulseMemory {}

/** The protocol as shipped, for processes of these modes; a newcomer is exclusive. */
export function shipped(modes: readonly SharingMode[], variation: Variation = {}): Protocol<Memory> {
  const { alter = (party) => party } = variation;
  const party = (me: number, memory: Memory, step: TakeStep): SessionContext =>
    alter(partyOf(me, modes[me] ?? "exclusive", memory, step, variation));
  return {
    exclusive: (me) => modes[me] !== "shared",
    mustNotMeet: (one, other) => {
      const [mine, theirs] = [sessionOf(one, variation), sessionOf(other, variation)];
      return isSameProcess(mine, theirs) && mine.backend !== theirs.backend;
    },
    dyingWith: (me) => dyingWith(me, variation),
    tidy: true,
    begin: () => ({ ...createSessionState(), pulse: undefined, hasEnded: false }),
    enter: (me, memory, step) => {
      if (variation.pulses === true && memory.pulse === undefined) startModelPulse(me, memory, step, variation);
      const entered = attempt(() => tryEnterDatabaseFileOrJoinQueue(party(me, memory, step), memory).entered);
      // What was in the way, and since when, matters only where time passes.
      memory.blockedAttempts = undefined;
      return entered;
    },
    wanted: (me, memory, step) => {
      if (variation.endsEarly === true && me === 0 && !memory.hasEnded) endModelPulse(me, memory, step, variation);
      const mine = party(me, memory, step);
      const isIn = variation.pulses !== true || mine.directory.hasRecord(formatOwnPresenceRecordName(mine));
      if (!isIn && !attempt(() => republishLostRecordAndFindBlocker(mine, memory) === undefined)) return true;
      return findConflictingWaitingSession(mine) !== undefined;
    },
    leave: (me, memory, step) => withdrawPresenceRecordAndPulse(party(me, memory, step), memory),
    close: (me, memory, step) => void closeSessionAndRemoveDeadSessions(party(me, memory, step), memory),
    relevant: variation.keepsPast === true ? (answers) => answers : withoutJudged,
  };
}

/** Whether a call went well; it fails where a cleaner removes a record as soon as it is made. */
function attempt(call: () => boolean): boolean {
  try {
    return call();
  } catch (error) {
    if (isKeyedStoreError(error)) return false;
    throw error;
  }
}

/** What is injected into the code as shipped: each file operation and each judgement of a process is one step. */
function partyOf(me: number, mode: SharingMode, memory: Memory, step: TakeStep, variation: Variation): SessionContext {
  const { tornListings = false, clock = () => 0, pulses = false } = variation;
  const files: SessionDirectory = {
    withSessionFileNames: tornListings
      ? (question) => {
          step("begins to look", ({ files, listings }) => {
            listings.set(me, namesIn(files));
            return BEGUN;
          });
          return step("has looked", ({ listings }) => {
            const names = listings.get(me) ?? [];
            listings.delete(me);
            return question(names);
          });
        }
      : (question) => step("looks", ({ files }) => question(namesIn(files))),
    hasRecord: (name) => step(`looks for ${name}`, ({ files }) => files.has(name)),
    createRecord: (name) => step(`creates ${name}`, ({ files }) => addNew(files, name)),
    removeSessionFile: (name) =>
      step(`removes ${name}`, ({ files, listings }) => {
        files.delete(name);
        for (const [process, names] of listings)
          listings.set(
            process,
            names.filter((each) => each !== name),
          );
      }),
  };
  const session = sessionOf(me, variation);
  return {
    mode,
    session,
    sessionText: formatSessionText(session),
    clock: () => clock(me),
    getProcessLiveness: modelLiveness(me, step, variation),
    directory: files,
    pulse: pulses ? modelPulse(me, memory, step, variation) : NO_PULSE,
    peerPulses: pulses ? modelPeers(me, step, variation) : NO_PEERS,
  };
}

/** Unfinished pulses are no records. */
function namesIn(files: ReadonlyMap<string, string>): string[] {
  return [...files.keys()].filter((name) => !isUnfinishedPulseName(name)).sort();
}

function addNew(files: Map<string, string>, name: string): void {
  if (files.has(name)) throw new Error(`${name} is there already`);
  files.set(name, "");
}

/** The answer to the first step of a listing: it is forgotten with the second one, by which the next step is known. */
const BEGUN = "begun";

/**
 * Once a process was judged, it matters no more by which record it was met. Found dead, what it left was then removed and
 * can never come back, and the call goes on as if it had not been there.
 */
function withoutJudged(answers: readonly unknown[]): unknown[] {
  const relevant: unknown[] = [];
  for (const answer of answers) {
    const last = relevant.at(-1);
    if (last instanceof Burial) {
      if (answer !== BEGUN) relevant.splice(-1, 1, ...last.after(answer));
    } else if (answer === "dead") {
      relevant.push(new Burial(relevant.pop()));
    } else if (answer === "alive") {
      relevant[relevant.length - 1] = answer;
    } else if (answer !== BEGUN && answer !== LISTENING) {
      relevant.push(answer);
    }
  }
  return relevant;
}

/** A burial under way: whose, and once that was looked for, what is still to be removed. */
class Burial {
  readonly whose: unknown;
  readonly remains: readonly unknown[] | undefined;

  constructor(whose: unknown, remains?: readonly unknown[]) {
    this.whose = whose;
    this.remains = remains;
  }

  after(answer: unknown): readonly Burial[] {
    const remains = this.remains?.slice(1) ?? (answer as readonly unknown[]); // the first answer is what a look found
    return remains.length === 0 ? [] : [new Burial(this.whose, remains)];
  }
}
