import type { Command, Notice, RestoreCommand, Space, SweepResult, Transaction } from "@keyed-store/core";
import { type Data, findRow, isLive, liveIn, placeOf, remove, usageOf, write } from "./data.js";
import { makeRoom } from "./make-room.js";
import { scan } from "./scan.js";

/** What a transaction makes of the data, and answers; it throws where a cap refuses. The data given stays as it was. */
export function applied(
  before: Data,
  transaction: Transaction,
  now: number,
): { after: Data; results: unknown[]; notices: Notice[] } {
  const after: Data = { rows: new Map(before.rows), version: before.version, times: new Map(before.times) };
  const notices: Notice[] = [];
  const grown = new Map<string, Space>();
  const results = transaction.map((command) => {
    if (command.kind === "put" && !findRow(after, command, now)) grown.set(placeOf(command.space), command.space);
    return answer(after, command, now, notices);
  });
  // Caps are judged when all steps are done, in each namespace that a step added to.
  for (const space of grown.values()) makeRoom(before, after, space, now, notices);
  return { after, results, notices };
}

function answer(data: Data, command: Command, now: number, notices: Notice[]): unknown {
  switch (command.kind) {
    case "get":
      return findRow(data, command, now);
    case "getMany":
      return command.keys.map((key) => findRow(data, { space: command.space, key }, now));
    case "scan":
      return scan(liveIn(data, command.space, now), command);
    case "count":
      return liveIn(data, command.space, now).length;
    case "check":
      return true;
    case "put": {
      const { space, key, json, ttlMs, expected } = command;
      if (expected !== undefined && expected !== (findRow(data, command, now)?.version ?? null)) return false;
      const createdAt = Math.max(now, data.times.get(placeOf(space)) ?? 0);
      write(data, space, { key, json, createdAt, expiresAt: ttlMs === null ? null : now + ttlMs });
      return true;
    }
    case "touch": {
      const found = findRow(data, command, now);
      const expiresAt = command.ttlMs === null ? null : now + command.ttlMs;
      if (found) data.rows.set(found.place + found.key, { ...found, expiresAt });
      return found !== undefined;
    }
    case "delete": {
      const found = findRow(data, command, now);
      if (found === undefined || (command.expected ?? found.version) !== found.version) return false;
      return data.rows.delete(found.place + found.key);
    }
    case "consume": {
      const found = findRow(data, command, now);
      if (found) data.rows.delete(found.place + found.key);
      return found;
    }
    case "clear":
      return remove(data, now, (row) => row.place === placeOf(command.space));
    case "clearOwner":
      return remove(data, now, (row) => row.space.owner === command.owner);
    case "usage":
      return usageOf(data, command.owner, now);
    case "owners": {
      const owners = [...new Set([...data.rows.values()].map((row) => row.space.owner))].sort();
      return owners.map((owner) => usageOf(data, owner, now)).filter(({ entries }) => entries > 0);
    }
    case "restore":
      return command.records.map((record) => restore(data, command, record, now));
    case "sweep":
      return sweep(data, command.limit, now, notices);
  }
}

function restore(
  data: Data,
  { space }: RestoreCommand,
  record: RestoreCommand["records"][number],
  now: number,
): string {
  const found = findRow(data, { space, key: record.key }, now);
  if (record.expiresAt !== null && record.expiresAt <= now) return "expired";
  if (found && found.createdAt >= record.createdAt) return "older";
  const full =
    liveIn(data, space, now).length >= space.maxEntries ||
    usageOf(data, space.owner, now).entries >= space.maxEntriesPerOwner;
  if (!found && full) return "full";
  write(data, space, record);
  return "restored";
}

function sweep(data: Data, limit: number, now: number, notices: Notice[]): SweepResult {
  const dead = [...data.rows.values()].filter((row) => !isLive(row, now));
  const swept = dead.sort((one, other) => Number(one.expiresAt) - Number(other.expiresAt)).slice(0, limit);
  remove(data, now, (row) => swept.includes(row));
  const result = { removed: swept.length, more: dead.length > swept.length };
  if (result.removed > 0) notices.push({ type: "swept", ...result });
  return result;
}
