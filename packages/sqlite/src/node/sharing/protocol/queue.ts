import type { EpochMs } from "@keyed-store/core";
import { TICKET_LIFETIME_MS } from "../../../host/ticket-lifetime.js";
import { formatWaitingRecordName, parseRecordName, type QueueTicket } from "../records/record.js";
import type { SessionFileName } from "../session/session-file-name.js";
import type { BlockingSession } from "./blocking-session.js";
import { isIncompatibleSession } from "./is-incompatible-session.js";
import type { BlockedAttempts, SessionContext, SessionState } from "./session-context.js";

/*
 * The queue decides who goes first, never who may be in: an error here costs time and nothing else. So it may go by the
 * clock, which must never decide about the file.
 */

/** A waiting session renews its ticket this often, which is far less often than it tries. */
const RENEW_TICKET_MS = TICKET_LIFETIME_MS / 4;

/**
 * A session that met the same record for longer than this has a ticket for one half of the time, and lets the others work
 * in the other half. The halves are short: when the blocker leaves at last, nobody is to wait long for the next one.
 */
const EXPECTED_RELEASE_MS = 2 * TICKET_LIFETIME_MS;
const PERIOD_MS = TICKET_LIFETIME_MS / 2;

/**
 * Takes a place at the end of the queue, or renews it. A blocker that does not leave, such as a stopped process or a record
 * from another machine, may never do so; those who would leave must not be kept from working for its sake.
 */
export function joinWaitingQueueOrRenewTicket(
  blocker: BlockingSession,
  context: SessionContext,
  state: SessionState,
): void {
  const now = Math.max(0, Math.trunc(context.clock()));
  const before = state.blockedAttempts;
  const attempts = computeUpdatedBlockedAttempts(before, blocker.record, now);
  state.blockedAttempts = attempts;
  if (before !== undefined && !isWithinTicketLifetime(before.lastAt, now)) state.waitingSince = undefined;
  const blockedForMs = now - attempts.since;
  if (blockedForMs < EXPECTED_RELEASE_MS || blockedForMs % PERIOD_MS < PERIOD_MS / 2)
    publishOrRenewQueueTicket(context, state, now);
  else withdrawQueueTicket(context, state);
}

/** Leaves the queue. */
export function leaveWaitingQueue(context: SessionContext, state: SessionState): void {
  withdrawQueueTicket(context, state);
  state.waitingSince = undefined;
}

/** Asks nobody to leave for a while, and keeps the place for the next ticket. */
function withdrawQueueTicket(context: SessionContext, state: SessionState): void {
  if (state.ticket === undefined) return;
  context.directory.removeSessionFile(formatWaitingRecordName(context.mode, state.ticket, context.sessionText));
  state.ticket = undefined;
}

/**
 * Whether a record says that a session waits to be in without this one. Given this session's own ticket, only those
 * before it in the queue count.
 */
export function isRecordOfConflictingWaiter(
  context: SessionContext,
  fileName: SessionFileName,
  aheadOfTicket?: QueueTicket,
): boolean {
  const record = parseRecordName(fileName);
  if (record?.ticket === undefined || record.sessionText === context.sessionText) return false;
  if (!isIncompatibleSession(context, record) || !isTicketCurrent(record.ticket, context.clock())) return false;
  if (aheadOfTicket === undefined || record.ticket.since < aheadOfTicket.since) return true;
  return record.ticket.since === aheadOfTicket.since && record.sessionText < context.sessionText;
}

/** Whether a waiting record still counts. One that does not may be removed by anyone. */
export function isTicketCurrent(ticket: QueueTicket, now: EpochMs): boolean {
  return isWithinTicketLifetime(ticket.renewedAt, now);
}

function isWithinTicketLifetime(time: EpochMs, now: EpochMs): boolean {
  return Math.abs(now - time) <= TICKET_LIFETIME_MS;
}

function publishOrRenewQueueTicket(context: SessionContext, state: SessionState, now: EpochMs): void {
  const before = state.ticket;
  if (before !== undefined && Math.abs(now - before.renewedAt) < RENEW_TICKET_MS) return;
  state.waitingSince ??= now;
  const ticket = { since: state.waitingSince, renewedAt: now };
  context.directory.createRecord(formatWaitingRecordName(context.mode, ticket, context.sessionText));
  state.ticket = ticket;
  if (before !== undefined)
    context.directory.removeSessionFile(formatWaitingRecordName(context.mode, before, context.sessionText));
}

function computeUpdatedBlockedAttempts(
  previousAttempts: BlockedAttempts | undefined,
  blockerFileName: SessionFileName,
  now: EpochMs,
): BlockedAttempts {
  const isSame =
    previousAttempts?.record === blockerFileName &&
    previousAttempts.since <= now &&
    isWithinTicketLifetime(previousAttempts.lastAt, now);
  return { record: blockerFileName, since: isSame ? previousAttempts.since : now, lastAt: now };
}
