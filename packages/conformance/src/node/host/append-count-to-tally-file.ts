import { appendFileSync } from "node:fs";
import { env } from "node:process";

/**
 * Counts what was really done, for whoever runs the suite at length: one line `{ figure, count }` for each call, in the
 * file that the environment variable `KEYED_STORE_TALLY` names. Without it nothing is written.
 */
export function appendCountToTallyFile(figureName: string, count: number): void {
  const file = env["KEYED_STORE_TALLY"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ figure: figureName, count })}\n`);
}
