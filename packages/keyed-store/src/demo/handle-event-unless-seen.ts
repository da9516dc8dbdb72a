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
export async function handleEventUnlessSeen(
  bot: BotNamespaces,
  event: ChatEvent,
  journalKey: string,
): Promise<boolean> {
  for (;;) {
    if ((await bot.seen.lookup(event.id)) !== undefined) return false;
    const steps = bot.scope.atomic().check(bot.seen, event.id, null).register(bot.seen, event.id, true);
    const outcome = await decideEventOutcomeAndAddSteps(bot, steps, event);
    await addStepsCountingChannelEvent(bot, steps, event.channel);
    const { committed } = await steps.register(bot.journal, journalKey, { event: event.id, outcome }).commit();
    if (committed) return true;
  }
}

async function decideEventOutcomeAndAddSteps(
  bot: BotNamespaces,
  uncommittedAtomic: Atomic,
  event: ChatEvent,
): Promise<EventOutcome> {
  switch (event.type) {
    case "message":
      return decideMessageOutcomeAndAddSteps(bot, uncommittedAtomic, event);
    case "buttons":
      return decideShownButtonsOutcomeAndAddSteps(bot, uncommittedAtomic, event);
    case "press":
      return decideButtonPressOutcomeAndAddSteps(bot, uncommittedAtomic, event);
    case "approval":
      uncommittedAtomic.register(bot.approvals, event.approval, event.tool, { ttlMs: event.ttlMs });
      return "asked";
    case "decision":
      return decideApprovalDecisionOutcomeAndAddSteps(bot, uncommittedAtomic, event);
    case "join":
      return decideMemberJoinOutcomeAndAddSteps(bot, uncommittedAtomic, event);
  }
}

async function decideMessageOutcomeAndAddSteps(
  bot: BotNamespaces,
  uncommittedAtomic: Atomic,
  { channel, thread, mentionsBot }: MessageEvent,
): Promise<EventOutcome> {
  const key = `${channel}:${thread}`;
  const takesPart = await bot.threads.lookup(key);
  if (!mentionsBot && takesPart === undefined) return "overheard";
  uncommittedAtomic.register(bot.threads, key, true);
  return mentionsBot ? "answered" : "followed";
}

function decideShownButtonsOutcomeAndAddSteps(
  bot: BotNamespaces,
  uncommittedAtomic: Atomic,
  { owner, buttons: shown, ttlMs }: ButtonsEvent,
): EventOutcome {
  const group = shown.map(({ id }) => id);
  for (const id of group) uncommittedAtomic.register(bot.buttons, id, { owner, group }, { ttlMs });
  return "shown";
}

async function decideButtonPressOutcomeAndAddSteps(
  bot: BotNamespaces,
  uncommittedAtomic: Atomic,
  { user, button }: PressEvent,
): Promise<EventOutcome> {
  const entry = await bot.buttons.lookupEntry(button);
  if (entry === undefined) return "stale";
  if (entry.value.owner !== user) return "refused";
  uncommittedAtomic.check(bot.buttons, button, entry.version).consume(bot.buttons, button);
  for (const other of entry.value.group) uncommittedAtomic.delete(bot.buttons, other);
  return "accepted";
}

async function decideApprovalDecisionOutcomeAndAddSteps(
  bot: BotNamespaces,
  uncommittedAtomic: Atomic,
  { approval, gateway }: DecisionEvent,
): Promise<EventOutcome> {
  const entry = await bot.approvals.lookupEntry(approval);
  if (entry === undefined) return "pointless";
  // What could not be passed on must be there for the next attempt.
  if (gateway === "unavailable") return "postponed";
  uncommittedAtomic.check(bot.approvals, approval, entry.version).delete(bot.approvals, approval);
  return "decided";
}

async function decideMemberJoinOutcomeAndAddSteps(
  bot: BotNamespaces,
  uncommittedAtomic: Atomic,
  { channel, user }: JoinEvent,
): Promise<EventOutcome> {
  const key = `${channel}:${user}`;
  if ((await bot.members.lookup(key)) !== undefined) return "known";
  uncommittedAtomic.check(bot.members, key, null).register(bot.members, key, true);
  return "welcomed";
}

async function addStepsCountingChannelEvent(
  bot: BotNamespaces,
  uncommittedAtomic: Atomic,
  channel: string,
): Promise<void> {
  const entry = await bot.totals.lookupEntry(channel);
  uncommittedAtomic
    .check(bot.totals, channel, entry?.version ?? null)
    .register(bot.totals, channel, (entry?.value ?? 0) + 1);
}
