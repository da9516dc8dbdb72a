import type { Answer } from "./answer.js";
import type { Proof } from "./peers.js";

/** From so many callers on, a refusal may come of a queue that is full, but on Linux, which says so in another way. */
const CROWD = 64;

/** What an answer proves, where so many records are about. */
export function proofBySocket(answer: Answer | undefined, crowd: number): Proof | undefined {
  if (answer === "connected" || answer === "busy") return "alive";
  if (answer !== "refused") return undefined;
  return process.platform === "linux" || crowd < CROWD ? "dead" : undefined;
}
