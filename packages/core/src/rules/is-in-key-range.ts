import type { KeyRange } from "../backend/command.js";
import { compareUtf8 } from "../text/utf8.js";

/** Whether a key lies in a range. For a backend that has no index to ask instead. */
export function isInKeyRange(key: string, { from, to }: KeyRange): boolean {
  return (from === undefined || compareUtf8(key, from) >= 0) && (to === undefined || compareUtf8(key, to) < 0);
}
