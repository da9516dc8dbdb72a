import type { Verdict } from "../processes/liveness.js";
import type { Sighting } from "../records/observed-session.js";
import type { Party } from "./session-context.js";

/**
 * Whether the session of a record lives. What the system tells of its process is certain where it says so; else its pulse
 * proves it, whatever pid namespace, boot or host name say; else nobody knows. A pulse can be judged alone too, whose
 * record someone removed.
 */
export function judge({ liveness, peers }: Pick<Party, "liveness" | "peers">, sighting: Sighting): Verdict {
  const { record, pulse, isCrowded } = sighting;
  const sight = record === undefined ? "unknown" : liveness(record.session);
  if (sight === "alive" || sight === "dead") return sight;
  const proof = pulse === undefined ? undefined : peers.proof(pulse, isCrowded);
  return proof ?? (sight === "seems-alive" ? "alive" : "unknown");
}
