import { parsePulse } from "../pulse/pulse-name.js";
import type { Sighting } from "../records/observed-session.js";
import { isRecordOf } from "../records/record.js";
import type { Party } from "./session-context.js";

/**
 * Removes all that a dead session has left, and answers the names. It looks once more, for the session may have published
 * something since it was sighted; now it cannot any more. Its records go before its pulse: without that, what is left of
 * them might never be judged again.
 */
export function bury(party: Party, { name, record, pulse }: Sighting): readonly string[] {
  const nonce = record?.session.nonce ?? pulse?.nonce ?? "";
  const remains = party.files.look((names) => [
    ...names.filter((each) => isRecordOf(each, nonce)),
    ...names.filter((each) => parsePulse(each)?.nonce === nonce),
  ]);
  for (const each of remains) party.files.remove(each);
  return remains.includes(name) ? remains : [...remains, name];
}
