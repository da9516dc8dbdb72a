import type { Atomic } from "@keyed-store/core";
import type { Bot, Outcome } from "./bot.js";
import type { ButtonsEvent, ChatEvent, DecisionEvent, JoinEvent, MessageEvent, PressEvent } from "./delivery.js";

/**
 * Handles an event once, however often it is delivered and wherever the process is killed: the mark that it was seen
 * and all that is done about it happen in one atomic step, or not at all. False: it was handled before.
 *
 * Each handler reads, decides, and demands in the same step that what it read is still so; where another process came
 * between, it decides anew.
 */
export async function handleEvent(bot: Bot, event: ChatEvent, journalKey: string): Promise<boolean> {
  for (;;) {
    if ((await bot.seen.lookup(event.id)) !== undefined) return false;
    const steps = bot.scope.atomic().check(bot.seen, event.id, null).register(bot.seen, event.id, true);
    const outcome = await decide(bot, steps, event);
    await countEvent(bot, steps, event.channel);
    const { committed } = await steps.register(bot.journal, journalKey, { event: event.id, outcome }).commit();
    if (committed) return true;
  }
}

async function decide(bot: Bot, steps: Atomic, event: ChatEvent): Promise<Outcome> {
  switch (event.type) {
    case "message":
      return handleMessage(bot, steps, event);
    case "buttons":
      return handleButtons(bot, steps, event);
    case "press":
      return handlePress(bot, steps, event);
    case "approval":
      steps.register(bot.approvals, event.approval, event.tool, { ttlMs: event.ttlMs });
      return "asked";
    case "decision":
      return handleDecision(bot, steps, event);
    case "join":
      return handleJoin(bot, steps, event);
  }
}

async function handleMessage(
  bot: Bot,
  steps: Atomic,
  { channel, thread, mentionsBot }: MessageEvent,
): Promise<Outcome> {
  const key = `${channel}:${thread}`;
  const takesPart = await bot.threads.lookup(key);
  if (!mentionsBot && takesPart === undefined) return "overheard";
  steps.register(bot.threads, key, true);
  return mentionsBot ? "answered" : "followed";
}

function handleButtons(bot: Bot, steps: Atomic, { owner, buttons: shown, ttlMs }: ButtonsEvent): Outcome {
  const group = shown.map(({ id }) => id);
  for (const id of group) steps.register(bot.buttons, id, { owner, group }, { ttlMs });
  return "shown";
}

async function handlePress(bot: Bot, steps: Atomic, { user, button }: PressEvent): Promise<Outcome> {
  const entry = await bot.buttons.lookupEntry(button);
  if (entry === undefined) return "stale";
  if (entry.value.owner !== user) return "refused";
  steps.check(bot.buttons, button, entry.version).consume(bot.buttons, button);
  for (const other of entry.value.group) steps.delete(bot.buttons, other);
  return "accepted";
}

async function handleDecision(bot: Bot, steps: Atomic, { approval, gateway }: DecisionEvent): Promise<Outcome> {
  const entry = await bot.approvals.lookupEntry(approval);
  if (entry === undefined) return "pointless";
  // What could not be passed on must be there for the next attempt.
  if (gateway === "unavailable") return "postponed";
  steps.check(bot.approvals, approval, entry.version).delete(bot.approvals, approval);
  return "decided";
}

async function handleJoin(bot: Bot, steps: Atomic, { channel, user }: JoinEvent): Promise<Outcome> {
  const key = `${channel}:${user}`;
  if ((await bot.members.lookup(key)) !== undefined) return "known";
  steps.check(bot.members, key, null).register(bot.members, key, true);
  return "welcomed";
}

async function countEvent(bot: Bot, steps: Atomic, channel: string): Promise<void> {
  const entry = await bot.totals.lookupEntry(channel);
  steps.check(bot.totals, channel, entry?.version ?? null).register(bot.totals, channel, (entry?.value ?? 0) + 1);
}
