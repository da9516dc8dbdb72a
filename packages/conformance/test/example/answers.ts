import {
  addToCounter,
  type Command,
  computeExpiresAt,
  decideRestore,
  isInKeyRange,
  listChanges,
  type PutCommand,
  type ReplaceCommand,
  type ResultByKind,
  scanEntries,
  summarizeUsages,
} from "@keyed-store/core";
import { find, isAt, isIn, live, meets, type Row, remove, type Work, within, write } from "./data.js";

function put(work: Work, command: PutCommand | ReplaceCommand): Row | undefined {
  const { ref, key, json, expiry } = command;
  if (!meets(work, command)) return undefined;
  return write(work, ref, { key, json, expiresAt: computeExpiresAt(expiry, work.now) });
}

/** What each kind of command does, and its result. */
export const ANSWERS: { [C in Command as C["kind"]]: (work: Work, command: C) => ResultByKind[C["kind"]] } = {
  check: () => true, // They were judged before the first step.
  get: find,
  getMany: (work, { ref, keys }) => keys.map((key) => find(work, { ref, key })),
  scan: (work, command) => scanEntries(within(work, command.ref), command),
  changes: (work, command) => listChanges(within(work, command.ref), command),
  count: (work, command) => within(work, command.ref).filter((row) => isInKeyRange(row.key, command)).length,
  usage: (work, { owner }) => summarizeUsages(within(work, { owner }))[0] ?? { owner, entries: 0, namespaces: [] },
  owners: (work) => summarizeUsages(live(work)),
  clear: (work, command) => remove(work, (row) => isIn(row, command.ref) && isInKeyRange(row.key, command)).length,
  clearOwner: (work, { owner }) => remove(work, (row) => isIn(row, { owner })).length,
  delete: (work, command) => meets(work, command) && remove(work, (row) => isAt(row, command)).length > 0,
  consume: (work, command) => remove(work, (row) => isAt(row, command))[0],
  put: (work, command) => put(work, command) !== undefined,
  replace: put,
  increment: (work, command) => write(work, command.ref, addToCounter(find(work, command), command, work.now)),
  touch(work, command) {
    const found = meets(work, command) ? find(work, command) : undefined;
    const expiresAt = computeExpiresAt(command.expiry, work.now);
    if (found === undefined) return false;
    if (expiresAt !== null && expiresAt <= work.now) return remove(work, (row) => row === found).length > 0;
    work.rows = work.rows.map((row) => (row === found ? { ...row, expiresAt } : row));
    return true;
  },
  restore: (work, { ref, records }) =>
    records.map((record) => {
      const found = find(work, { ref, key: record.key });
      const result = decideRestore(record, ref, work.now, found, (where) => within(work, where).length);
      if (result === "restored") write(work, ref, record);
      return result;
    }),
  sweep(work, { limit }) {
    const dead = work.rows.filter((row) => !live(work).includes(row));
    const swept = dead.sort((one, other) => Number(one.expiresAt) - Number(other.expiresAt)).slice(0, limit);
    remove(work, (row) => swept.includes(row));
    const result = { removed: swept.length, more: dead.length > limit };
    if (result.removed > 0) work.notices.push({ type: "swept", ...result });
    return result;
  },
};
