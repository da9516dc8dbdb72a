import type { LivenessVerdict } from "../processes/process-liveness.js";
import type { PulseName } from "../pulse/pulse-name.js";
import { parseObservedSession } from "../records/observed-session.js";
import type { Session } from "../session/session.js";
import type { SessionFileName } from "../session/session-file-name.js";
import { determineSessionLiveness } from "./determine-session-liveness.js";
import { removeAndListFilesOfDeadSession } from "./remove-and-list-files-of-dead-session.js";
import type { SessionContext } from "./session-context.js";

/** A session that keeps this one out: it has the store, or has waited for it longer. */
export interface BlockingSession {
  /** `unseen`: the log of the database is there, and no record says whose it is. */
  readonly doing: "holds" | "waits" | "unseen";
  /** `unknown`: on another host, in another pid namespace, or the record cannot be read. Never `dead`. */
  readonly liveness: Exclude<LivenessVerdict, "dead">;
  /** The name of its record in the directory of session records. */
  readonly record: string;
  /** Who it is; undefined where the record cannot be read, or was removed and only its pulse is there. */
  readonly session: Session | undefined;
  /** Its pulse, to which a waiting session connects. */
  readonly pulse: PulseName | undefined;
}

/**
 * The first of the chosen records whose session lives or may live. Those of the dead are removed on the way: a name
 * belongs to one session only, so it cannot have come to mean someone else since it was judged (KS-SHARE-2).
 */
export function findFirstLiveSessionAndRemoveDeadOnes(
  context: SessionContext,
  chooseFileName: (names: readonly SessionFileName[]) => SessionFileName | undefined,
): BlockingSession | undefined {
  const removed = new Set<string>();
  for (;;) {
    const observed = context.directory.withSessionFileNames((all) => {
      const names = all.filter((each) => !removed.has(each));
      const name = chooseFileName(names);
      return name === undefined ? undefined : parseObservedSession(name, names);
    });
    if (observed === undefined) return undefined;
    const { name, record, pulse } = observed;
    const liveness = determineSessionLiveness(context, observed);
    if (liveness !== "dead") {
      // Of many that died together, each would have to be waited for if one after the other were called.
      if (liveness === "unknown" && pulse !== undefined) context.peerPulses.callOthers(context.session.nonce);
      return {
        doing: record?.ticket === undefined ? "holds" : "waits",
        liveness,
        record: name,
        session: record?.session,
        pulse,
      };
    }
    for (const gone of removeAndListFilesOfDeadSession(context, observed)) removed.add(gone);
  }
}
