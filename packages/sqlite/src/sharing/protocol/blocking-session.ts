import type { Verdict } from "../processes/liveness.js";
import type { PulseName } from "../pulse/pulse-name.js";
import { sightingOf } from "../records/observed-session.js";
import type { Session } from "../session/session.js";
import { judge } from "./determine-liveness.js";
import { bury } from "./remove-dead-session.js";
import type { Party } from "./session-context.js";

/** Someone who is in the way: it has the store, or has waited for it longer. */
export interface Holder {
  /** `unseen`: the log of the database is there, and no record says whose it is. */
  readonly doing: "holds" | "waits" | "unseen";
  /** `unknown`: on another host, in another pid namespace, or the record cannot be read. Never `dead`. */
  readonly liveness: Exclude<Verdict, "dead">;
  /** The file that says so, in the directory of session records. */
  readonly record: string;
  /** Who it is; undefined where the record cannot be read, or was removed and only its pulse is there. */
  readonly session: Session | undefined;
  /** By which it can be rung. */
  readonly pulse: PulseName | undefined;
}

/**
 * The first of the records in question that may be someone's who lives. Those of the dead are removed on the way: a name
 * belongs to one session only, so it cannot have come to mean someone else since it was judged (KS-SHARE-2).
 */
export function firstLiving(
  party: Party,
  choose: (names: readonly string[]) => string | undefined,
): Holder | undefined {
  const removed = new Set<string>();
  for (;;) {
    const sighting = party.files.look((all) => {
      const names = all.filter((each) => !removed.has(each));
      const name = choose(names);
      return name === undefined ? undefined : sightingOf(name, names);
    });
    if (sighting === undefined) return undefined;
    const { name, record, pulse } = sighting;
    const liveness = judge(party, sighting);
    if (liveness !== "dead") {
      return {
        doing: record?.ticket === undefined ? "holds" : "waits",
        liveness,
        record: name,
        session: record?.session,
        pulse,
      };
    }
    for (const gone of bury(party, sighting)) removed.add(gone);
  }
}
