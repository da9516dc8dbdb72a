import { depart } from "../../../src/sharing/depart.js";
import { tryEnter } from "../../../src/sharing/enter.js";
import type { Liveness } from "../../../src/sharing/liveness.js";
import type { Mode } from "../../../src/sharing/mode.js";
import { newStanding, type Party, type Standing } from "../../../src/sharing/party.js";
import { withdraw } from "../../../src/sharing/presence.js";
import { formatSession, type Session } from "../../../src/sharing/session.js";
import type { SessionFiles } from "../../../src/sharing/session-files.js";
import { wantedBy } from "../../../src/sharing/wanted-by.js";
import type { Protocol } from "./protocol.js";
import type { TakeStep } from "./world.js";

/** A session of process `me`; its pid tells which. */
export function sessionOf(me: number): Session {
  return {
    backend: "native",
    pid: me + 1,
    thread: undefined,
    started: "0",
    pidNamespace: "0",
    boot: "0000000000000000",
    machine: "000000000000",
    host: "-",
    since: 0,
    nonce: "000000000000",
  };
}

/** How the circumstances differ from the plain ones, or the code from the shipped one. */
export interface Variation {
  /** Listing the directory takes two steps, and shows only what was there from the first to the second. */
  readonly tornListings?: boolean;
  /** Nothing of a call's past is taken to be irrelevant to the rest of it: slower, and leaves less to believe. */
  readonly keepsPast?: boolean;
  /** What process `me` takes for the time; it stands still. */
  readonly clock?: (me: number) => number;
  /** Changes what a session brings to the protocol. */
  readonly alter?: (party: Party) => Party;
}

/** The protocol as shipped, for processes of these modes; a newcomer is exclusive. */
export function shipped(modes: readonly Mode[], variation: Variation = {}): Protocol<Standing> {
  const { alter = (party) => party } = variation;
  const party = (me: number, step: TakeStep): Party => alter(partyOf(me, modes[me] ?? "exclusive", step, variation));
  return {
    exclusive: (me) => modes[me] !== "shared",
    tidy: true,
    begin: newStanding,
    enter: (me, standing, step) => {
      const { entered } = tryEnter(party(me, step), standing);
      // What was in the way, and since when, matters only where time passes.
      standing.obstacle = undefined;
      return entered;
    },
    wanted: (me, _standing, step) => wantedBy(party(me, step)) !== undefined,
    leave: (me, standing, step) => withdraw(party(me, step), standing),
    close: (me, standing, step) => depart(party(me, step), standing),
    relevant: variation.keepsPast === true ? (answers) => answers : withoutJudged,
  };
}

/** What is injected into the code as shipped: each file operation and each judgement of a process is one step. */
function partyOf(me: number, mode: Mode, step: TakeStep, { tornListings = false, clock = () => 0 }: Variation): Party {
  const files: SessionFiles = {
    look: tornListings
      ? (question) => {
          step("begins to look", ({ files, listings }) => {
            listings.set(me, [...files.keys()].sort());
            return BEGUN;
          });
          return step("has looked", ({ listings }) => {
            const names = listings.get(me) ?? [];
            listings.delete(me);
            return question(names);
          });
        }
      : (question) => step("looks", ({ files }) => question([...files.keys()].sort())),
    create: (name) => step(`creates ${name}`, ({ files }) => addNew(files, name)),
    remove: (name) =>
      step(`removes ${name}`, ({ files, listings }) => {
        files.delete(name);
        for (const [process, names] of listings)
          listings.set(
            process,
            names.filter((each) => each !== name),
          );
      }),
  };
  const liveness: Liveness = ({ pid }) =>
    step(`judges ${pid - 1}`, ({ dead }) => (dead.has(pid - 1) ? "dead" : "alive"), pid - 1);
  return {
    mode,
    session: sessionOf(me),
    sessionText: formatSession(sessionOf(me)),
    clock: () => clock(me),
    liveness,
    files,
  };
}

function addNew(files: Map<string, string>, name: string): void {
  if (files.has(name)) throw new Error(`${name} is there already`);
  files.set(name, "");
}

/** The answer to the first step of a listing: it is forgotten with the second one, by which the next step is known. */
const BEGUN = "begun";

/**
 * Once a process was judged, it matters no more by which record it was met. Found dead, its record was then removed and
 * can never come back, and the call goes on as if it had not been there.
 */
function withoutJudged(answers: readonly unknown[]): unknown[] {
  const relevant: unknown[] = [];
  for (const answer of answers) {
    if (answer === "alive" || answer === "dead") relevant[relevant.length - 1] = answer;
    else if (relevant.at(-1) === "dead") relevant.pop();
    else if (answer !== BEGUN) relevant.push(answer);
  }
  return relevant;
}
