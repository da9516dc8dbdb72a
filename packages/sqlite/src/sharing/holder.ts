import type { Verdict } from "./liveness.js";
import type { Party } from "./party.js";
import { parseRecord } from "./record.js";
import type { Session } from "./session.js";

/** Someone who is in the way: it has the store, or has waited for it longer. */
export interface Holder {
  readonly doing: "holds" | "waits";
  /** `unknown`: on another host, in another pid namespace, or the record cannot be read. Never `dead`. */
  readonly liveness: Exclude<Verdict, "dead">;
  /** The file that says so, in the directory of session records. */
  readonly record: string;
  /** Who it is; undefined where the record cannot be read. */
  readonly session: Session | undefined;
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
    const name = party.files.look((names) => choose(names.filter((each) => !removed.has(each))));
    if (name === undefined) return undefined;
    const record = parseRecord(name);
    const liveness = record === undefined ? "unknown" : party.liveness(record.session);
    if (liveness !== "dead") {
      return {
        doing: record?.ticket === undefined ? "holds" : "waits",
        liveness,
        record: name,
        session: record?.session,
      };
    }
    party.files.remove(name);
    removed.add(name);
  }
}
