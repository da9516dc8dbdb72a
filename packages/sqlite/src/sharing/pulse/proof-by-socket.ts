import type { ConnectAnswer } from "./connect-answer.js";
import type { Proof } from "./peers.js";

/** What an answer proves. Where many connect at once, systems other than Linux refuse also because the backlog is full. */
export function proveByAnswer(answer: ConnectAnswer | undefined, isCrowded: boolean): Proof | undefined {
  if (answer === "connected" || answer === "busy") return "alive";
  if (answer !== "refused") return undefined;
  return process.platform === "linux" || !isCrowded ? "dead" : undefined;
}
