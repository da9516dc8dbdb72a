import { parsePulseName } from "../pulse/pulse-name.js";
import type { ObservedSession } from "../records/observed-session.js";
import { isRecordNameOfSession } from "../records/record.js";
import type { SessionFileName } from "../session/session-file-name.js";
import type { SessionContext } from "./session-context.js";

/**
 * Removes all that a dead session has left, and returns the names. It reads the directory once more, for the session may have published
 * something since it was observed; now it cannot any more. Its records go before its pulse: without that, what is left of
 * them might never be judged again.
 */
export function removeAndListFilesOfDeadSession(
  context: SessionContext,
  { name, record, pulse }: ObservedSession,
): readonly SessionFileName[] {
  const nonce = record?.session.nonce ?? pulse?.nonce ?? "";
  const remains = context.directory.withSessionFileNames((names) => [
    ...names.filter((each) => isRecordNameOfSession(each, nonce)),
    ...names.filter((each) => parsePulseName(each)?.nonce === nonce),
  ]);
  for (const each of remains) context.directory.removeSessionFile(each);
  return remains.includes(name) ? remains : [...remains, name];
}
