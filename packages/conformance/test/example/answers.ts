import type { Command, ResultByKind } from "@keyed-store/core";
import { decideRestore, listChanges, scanEntries, summarizeUsages } from "@keyed-store/core";
import { find, isAt, isIn, live, meets, remove, type Work, within, write } from "./data.js";

/** What each kind of command does, and its result. */
export const ANSWERS: { [C in Command as C["kind"]]: (work: Work, command: C) => ResultByKind[C["kind"]] } = {
  check: () => true, // They were judged before the first step.
  get: find,
  getMany: (work, { ref, keys }) => keys.map((key) => find(work, { ref, key })),
  scan: (work, command) => scanEntries(within(work, command.ref), command),
  changes: (work, command) => listChanges(within(work, command.ref), command),
  count: (work, { ref }) => within(work, ref).length,
  usage: (work, { owner }) => summarizeUsages(within(work, { owner }))[0] ?? { owner, entries: 0, namespaces: [] },
  owners: (work) => summarizeUsages(live(work)),
  clear: (work, { ref }) => remove(work, (row) => isIn(row, ref)).length,
  clearOwner: (work, { owner }) => remove(work, (row) => isIn(row, { owner })).length,
  delete: (work, command) => meets(work, command) && remove(work, (row) => isAt(row, command)).length > 0,
  consume: (work, command) => remove(work, (row) => isAt(row, command))[0],
  put(work, command) {
    const { ref, key, json, ttlMs } = command;
    if (!meets(work, command)) return false;
    write(work, ref, { key, json, expiresAt: ttlMs === null ? null : work.now + ttlMs });
    return true;
  },
  touch(work, command) {
    const found = find(work, command);
    const expiresAt = command.ttlMs === null ? null : work.now + command.ttlMs;
    work.rows = work.rows.map((row) => (row === found ? { ...row, expiresAt } : row));
    return found !== undefined;
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
