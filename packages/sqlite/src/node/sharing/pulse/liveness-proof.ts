import type { ConnectResult } from "./connect-result.js";
import type { LivenessProof } from "./peer-pulse-prober.js";

/** What an answer proves. Where many connect at once, systems other than Linux refuse also because the backlog is full. */
export function toLivenessProof(
  connectResult: ConnectResult | undefined,
  couldRefusalMeanFullBacklog: boolean,
): LivenessProof | undefined {
  if (connectResult === "connected" || connectResult === "busy") return "alive";
  if (connectResult !== "refused") return undefined;
  return process.platform === "linux" || !couldRefusalMeanFullBacklog ? "dead" : undefined;
}
