import { type Deed, destroys, takesAway } from "./deeds.js";
import type { Write } from "./program.js";

/**
 * How late a program that writes may notice what was done to its store: a write that is issued later than this after the deed
 * was done is either refused, or in the file that is then under the name. `flush`, `probe` and `backup` always look.
 */
export const NOTICES_WITHIN_MS = 100;

/** All that is known after a deed, its noticing, and a new opening. Times are of the clock that all processes share. */
export interface Evidence {
  readonly deed: Deed;
  /** When the deed began, and when it was done. */
  readonly began: number;
  readonly done: number;
  /** The writes of the program that had the store open, up to and including its first refusal, if any. */
  readonly writes: readonly Write[];
  /** Those of others, and those after the store was opened anew. */
  readonly laterWrites: readonly Write[];
  /** When it was told that all was brought to the disk, if it asked for that after the deed. */
  readonly flushed?: number;
  /** Whether it was told that something is wrong: a write, `flush` or `backup` refused, or `ok: false` by `probe`. */
  readonly noticed: boolean;
  /** The keys in the file that was there before the deed, and its log, as they were when the deed was noticed. */
  readonly before: ReadonlySet<string>;
  /** The keys in the file that is under the name in the end. */
  readonly after: ReadonlySet<string>;
}

const HONEST: ReadonlySet<string> = new Set([
  "KEYED_STORE_WRITE_FAILED",
  "KEYED_STORE_OPEN_FAILED",
  "KEYED_STORE_CORRUPT",
  "KEYED_STORE_BUSY",
]);

/** What was wrong, in words; nothing if every write was kept where it had to be, or refused. */
export function judge(evidence: Evidence): readonly string[] {
  const { deed, began, done, writes, laterWrites, flushed, noticed, before, after } = evidence;
  const wrong: string[] = [];
  const latest = done + NOTICES_WITHIN_MS;
  const acknowledged = writes.filter(({ code }) => code === undefined);
  const tell = (lost: readonly Write[], what: string): void => {
    if (lost.length > 0)
      wrong.push(`${lost.length} of ${acknowledged.length} writes ${what}, ${lost[0]?.key} is the first`);
  };
  const inNone = ({ key }: Write): boolean => !before.has(key) && !after.has(key);
  if (!destroys(deed)) {
    tell(
      acknowledged.filter((write) => write.answered < began && inNone(write)),
      "acknowledged before the deed are in no file",
    );
    tell(
      acknowledged.filter((write) => write.answered >= began && write.issued <= latest && inNone(write)),
      "acknowledged during the deed, or before it had to be noticed, are in no file",
    );
  }
  tell(
    acknowledged.filter(({ issued, key }) => issued > latest && !after.has(key)),
    `issued over ${NOTICES_WITHIN_MS} ms after the deed were acknowledged, and are not under the name`,
  );
  tell(
    laterWrites.filter(({ code, key }) => code === undefined && !after.has(key)),
    "acknowledged to those who came later are not under the name",
  );
  if (flushed !== undefined) {
    tell(
      acknowledged.filter(({ answered, key }) => answered < flushed && !after.has(key)),
      "are not under the name, though flush then said so",
    );
  }
  if (takesAway(deed) && !noticed) wrong.push("silence: nothing was ever refused");
  for (const { code, message } of [...writes, ...laterWrites]) {
    if (code !== undefined && !HONEST.has(code)) wrong.push(`a write failed with ${code}: ${message}`);
  }
  return wrong;
}
