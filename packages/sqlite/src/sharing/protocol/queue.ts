import { parseRecord, type Ticket, waitingName } from "../records/record.js";
import type { Holder } from "./blocking-session.js";
import { mustNotMeet } from "./is-incompatible.js";
import type { Obstacle, Party, Standing } from "./session-context.js";

/*
 * The queue decides who goes first, never who may be in: an error here costs time and nothing else. So it may go by the
 * clock, which must never decide about the file.
 */

/** Who has not asked again for so long is not waited for, be it dead, stopped or no longer interested. */
const PATIENCE_MS = 1_000;

/** Who waits asks again this often, which is far less often than it tries. */
const ASK_AGAIN_MS = PATIENCE_MS / 4;

/**
 * Who has met the same record for longer than this asks for one half of the time, and lets the others work in the other
 * half. The halves are short: when the holder moves at last, nobody is to wait long for the next one.
 */
const MOVES_WITHIN_MS = 2 * PATIENCE_MS;
const PERIOD_MS = PATIENCE_MS / 2;

/**
 * Asks for the way past a holder: takes a place at the end of the queue, or says again that it has one. A holder that
 * does not move, such as a stopped process or a record from another machine, may never do so; those who would give way
 * must not be kept from working for its sake.
 */
export function askPast(holder: Holder, party: Party, standing: Standing): void {
  const now = Math.max(0, Math.trunc(party.clock()));
  const before = standing.obstacle;
  const obstacle = metAgain(before, holder.record, now);
  standing.obstacle = obstacle;
  if (before !== undefined && !isRecent(before.metAt, now)) standing.waitsSince = undefined;
  const waited = now - obstacle.since;
  if (waited < MOVES_WITHIN_MS || waited % PERIOD_MS < PERIOD_MS / 2) ask(party, standing, now);
  else takeBack(party, standing);
}

/** Leaves the queue. */
export function stopAsking(party: Party, standing: Standing): void {
  takeBack(party, standing);
  standing.waitsSince = undefined;
}

/** Asks nobody to give way for a while, and keeps its place for when it asks again. */
function takeBack(party: Party, standing: Standing): void {
  if (standing.ticket === undefined) return;
  party.files.remove(waitingName(party.mode, standing.ticket, party.sessionText));
  standing.ticket = undefined;
}

/**
 * Whether by this record someone waits to be in without this session. Given a ticket of this session's, only those count
 * who go first.
 */
export function waitsFor(party: Party, name: string, own?: Ticket): boolean {
  const record = parseRecord(name);
  if (record?.ticket === undefined || record.sessionText === party.sessionText) return false;
  if (!mustNotMeet(party, record) || !isCurrent(record.ticket, party.clock())) return false;
  if (own === undefined || record.ticket.since < own.since) return true;
  return record.ticket.since === own.since && record.sessionText < party.sessionText;
}

/** Whether a waiting record still counts. One that does not may be removed by anyone. */
export function isCurrent(ticket: Ticket, now: number): boolean {
  return isRecent(ticket.askedAt, now);
}

function isRecent(time: number, now: number): boolean {
  return Math.abs(now - time) <= PATIENCE_MS;
}

function ask(party: Party, standing: Standing, now: number): void {
  const before = standing.ticket;
  if (before !== undefined && Math.abs(now - before.askedAt) < ASK_AGAIN_MS) return;
  standing.waitsSince ??= now;
  const ticket = { since: standing.waitsSince, askedAt: now };
  party.files.create(waitingName(party.mode, ticket, party.sessionText));
  standing.ticket = ticket;
  if (before !== undefined) party.files.remove(waitingName(party.mode, before, party.sessionText));
}

function metAgain(before: Obstacle | undefined, record: string, now: number): Obstacle {
  const isSame = before?.record === record && before.since <= now && isRecent(before.metAt, now);
  return { record, since: isSame ? before.since : now, metAt: now };
}
