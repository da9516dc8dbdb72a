import type { LivenessVerdict } from "../processes/process-liveness.js";
import type { ObservedSession } from "../records/observed-session.js";
import type { SessionContext } from "./session-context.js";

/** Where it is learnt whether a session lives: from the system, and from its pulse. */
export type LivenessSources = Pick<SessionContext, "getProcessLiveness" | "peerPulses">;

/**
 * Whether the session of a record lives. What the system tells of its process is certain where it says so; else its pulse
 * proves it, whatever pid namespace, boot or host name say; else nobody knows. A pulse alone, whose record someone
 * removed, is enough.
 */
export function determineSessionLiveness(
  { getProcessLiveness, peerPulses }: LivenessSources,
  observedSession: ObservedSession,
): LivenessVerdict {
  const { record, pulse, couldRefusalMeanFullBacklog } = observedSession;
  const systemVerdict = record === undefined ? "unknown" : getProcessLiveness(record.session);
  if (systemVerdict === "alive" || systemVerdict === "dead") return systemVerdict;
  const proof = pulse === undefined ? undefined : peerPulses.getLivenessProof(pulse, couldRefusalMeanFullBacklog);
  return proof ?? (systemVerdict === "seems-alive" ? "alive" : "unknown");
}
