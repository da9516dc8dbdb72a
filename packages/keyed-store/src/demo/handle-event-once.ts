import type { Atomic } from "@keyed-store/core";
import type { BotNamespaces, EventOutcome } from "./bot-namespaces.js";
import type { ButtonsEvent, ChatEvent, DecisionEvent, JoinEvent, MessageEvent, PressEvent } from "./delivery.js";

/**
 * Handles an event once, however often it is delivered and wherever the process is killed: the mark that it was seen
 * and all that is done about it happen in one atomic step, or not at all. False: it was handled before.
 *
 * Each handler reads, decides, and demands in the same step that what it read is still so; where another process came
 * between, it decides anew.
 */
export async function handleEventOnce(bot: BotNamespaces, event: ChatEvent, journalKey: string): Promise<boolean> {
  for (;;) {
    if ((await bot.seen.lookup(event.id)) !== undefined) return false;
    const steps = bot.scope.atomic().check(bot.seen, event.id, null).register(bot.seen, event.id, true);
    const outcome = await addEventSteps(bot, steps, event);
    await addChannelCountSteps(bot, steps, event.channel);
    const { committed } = await steps.register(bot.journal, journalKey, { event: event.id, outcome }).commit();
    if (committed) return true;
  }
}

async function addEventSteps(bot: BotNamespaces, atomic: Atomic, event: ChatEvent): Promise<EventOutcome> {
  switch (event.type) {
    case "message":
      return addMessageEventSteps(bot, atomic, event);
    case "buttons":
      return addShownButtonsSteps(bot, atomic, event);
    case "press":
      return addButtonPressSteps(bot, atomic, event);
    case "approval":
      atomic.register(bot.approvals, event.approval, event.tool, { ttlMs: event.ttlMs });
      return "asked";
    case "decision":
      return addApprovalDecisionSteps(bot, atomic, event);
    case "join":
      return addMemberJoinSteps(bot, atomic, event);
  }
}

async function addMessageEventSteps(
  bot: BotNamespaces,
  atomic: Atomic,
  { channel, thread, mentionsBot }: MessageEvent,
): Promise<EventOutcome> {
  const key = `${channel}:${thread}`;
  const takesPart = await bot.threads.lookup(key);
  if (!mentionsBot && takesPart === undefined) return "overheard";
  atomic.register(bot.threads, key, true);
  return mentionsBot ? "answered" : "followed";
}

function addShownButtonsSteps(
  bot: BotNamespaces,
  atomic: Atomic,
  { owner, buttons: shown, ttlMs }: ButtonsEvent,
): EventOutcome {
  const group = shown.map(({ id }) => id);
  for (const id of group) atomic.register(bot.buttons, id, { owner, group }, { ttlMs });
  return "shown";
}

async function addButtonPressSteps(
  bot: BotNamespaces,
  atomic: Atomic,
  { user, button }: PressEvent,
): Promise<EventOutcome> {
  const entry = await bot.buttons.lookupEntry(button);
  if (entry === undefined) return "stale";
  if (entry.value.owner !== user) return "refused";
  atomic.check(bot.buttons, button, entry.version).consume(bot.buttons, button);
  for (const other of entry.value.group) atomic.delete(bot.buttons, other);
  return "accepted";
}

async function addApprovalDecisionSteps(
  bot: BotNamespaces,
  atomic: Atomic,
  { approval, gateway }: DecisionEvent,
): Promise<EventOutcome> {
  const entry = await bot.approvals.lookupEntry(approval);
  if (entry === undefined) return "pointless";
  // What could not be passed on must be there for the next attempt.
  if (gateway === "unavailable") return "postponed";
  atomic.check(bot.approvals, approval, entry.version).delete(bot.approvals, approval);
  return "decided";
}

async function addMemberJoinSteps(
  bot: BotNamespaces,
  atomic: Atomic,
  { channel, user }: JoinEvent,
): Promise<EventOutcome> {
  const key = `${channel}:${user}`;
  if ((await bot.members.lookup(key)) !== undefined) return "known";
  atomic.check(bot.members, key, null).register(bot.members, key, true);
  return "welcomed";
}

async function addChannelCountSteps(bot: BotNamespaces, atomic: Atomic, channel: string): Promise<void> {
  const entry = await bot.totals.lookupEntry(channel);
  atomic.check(bot.totals, channel, entry?.version ?? null).register(bot.totals, channel, (entry?.value ?? 0) + 1);
}
