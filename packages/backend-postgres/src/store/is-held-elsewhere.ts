import { toServerRefusal } from "../connection/server-refusal.js";

/** The server refused before it changed anything, and another time it may not. */
const HELD_ELSEWHERE: ReadonlySet<string> = new Set(["55P03", "40001", "40P01"]);

/** Whether a batch failed because others hold what it needs. */
export function isHeldElsewhere(error: unknown): boolean {
  return HELD_ELSEWHERE.has(toServerRefusal(error).code);
}
