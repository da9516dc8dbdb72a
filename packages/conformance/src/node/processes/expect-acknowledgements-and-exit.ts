import { ok, same } from "../../assert/assert.js";
import type { ChildProcessHandle } from "./start-child.js";

/** Fails unless a child acknowledges so many operations, reports nothing else, and ends with this exit code. */
export async function expectAcknowledgementsAndExit(
  child: ChildProcessHandle,
  expectedOperationCount: number,
  expectedExitCode: number,
): Promise<void> {
  let acknowledged = 0;
  for (let message = await child.next(); message !== undefined; message = await child.next()) {
    ok(message.type === "acknowledged", `the process reported ${JSON.stringify(message)}`);
    acknowledged++;
  }
  same(
    [(await child.exited).code, acknowledged],
    [expectedExitCode, expectedOperationCount],
    "exit code and number of acknowledged operations",
  );
}
