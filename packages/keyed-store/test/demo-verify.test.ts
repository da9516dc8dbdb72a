import { memoryProvider, openStateStore, type StateStore } from "@keyed-store/core";
import { describe, expect, it } from "vitest";
import { type BotNamespaces, LIMITS, openBotNamespaces } from "../src/demo/bot-namespaces.js";
import type { Delivery } from "../src/demo/delivery.js";
import { computeExpectedState, type ExpectedState } from "../src/demo/expected-state.js";
import { findSampleEventsFilePath } from "../src/demo/find-sample-events-file-path.js";
import { handleEventUnlessSeen } from "../src/demo/handle-event-unless-seen.js";
import { readRecordedDeliveries } from "../src/demo/read-recorded-deliveries.js";
import { type Verdict, verifyBotState } from "../src/demo/verify-bot-state.js";

// The reference backend counts instead of keeping counters, so it gets the first day only.
const deliveries = (await readRecordedDeliveries(findSampleEventsFilePath())).deliveries.slice(0, 800);
const expected = computeExpectedState(deliveries);

describe("the check of the demo", () => {
  it("finds nothing wrong with a bot that handled everything once", async () => {
    const verdict = await played(all);
    expect(verdict).toEqual({
      events: expected.outcomes.size,
      once: expected.outcomes.size,
      twice: 0,
      lost: 0,
      problems: [],
    });
  });

  it("finds nothing wrong when everything is delivered again from anywhere", async () => {
    const verdict = await played(async (bot, deliver) => {
      for (const [index, delivery] of deliveries.entries()) {
        await deliver(bot, delivery);
        if (index % 200 === 199)
          for (const earlier of deliveries.slice(index - 150, index)) await deliver(bot, earlier);
      }
    });
    expect(verdict.problems).toEqual([]);
  });

  it("control: finds one lost event", async () => {
    const lost = deliveries.at(500)?.event.id;
    const verdict = await played(async (bot, deliver) => {
      for (const delivery of deliveries) if (delivery.event.id !== lost) await deliver(bot, delivery);
    });
    expect(verdict).toMatchObject({ lost: 1, twice: 0 });
    expect(verdict.problems).toContain(`event ${lost} was lost`);
  });

  it("control: finds one event handled twice", async () => {
    const twice = deliveries.at(500);
    const verdict = await played(async (bot, deliver) => {
      for (const delivery of deliveries) {
        await deliver(bot, delivery);
        // The mark is gone, as if it had been written apart from the effects and was lost in a crash.
        if (delivery === twice && (await bot.seen.delete(delivery.event.id))) await deliver(bot, delivery);
      }
    });
    expect(verdict).toMatchObject({ lost: 0, twice: 1 });
    expect(verdict.problems).toContain(`event ${twice?.event.id} was handled 2 times`);
    expect(verdict.problems).toContainEqual(expect.stringMatching(/^channel .* counts/));
  });

  it.each(["threads", "buttons", "approvals", "members"] as const)(
    "control: finds what is missing in %s",
    async (what) => {
      const { problems } = await played(all, { ...expected, [what]: new Set([...expected[what], "k"]) });
      expect(problems).toEqual([`${what.slice(0, -1)} k is forgotten`]);
    },
  );

  it("control: finds a total that is not right", async () => {
    const { problems } = await played(all, { ...expected, totals: new Map([...expected.totals, ["C", 3]]) });
    expect(problems).toEqual(["channel C counts 0 events, but has 3"]);
  });

  it("control: finds a wrong decision and something left over", async () => {
    const verdict = await played(async (bot, deliver) => {
      await all(bot, deliver);
      const [record] = await bot.journal.entries();
      if (record !== undefined) await bot.journal.register(record.key, { ...record.value, outcome: "postponed" });
      await bot.members.register("nobody", true);
    });
    expect(verdict.problems).toEqual([
      expect.stringMatching(/^event .* was postponed, but has to be overheard$/),
      "member nobody is still there",
    ]);
  });
});

type Deliver = (bot: BotNamespaces, delivery: Delivery) => Promise<void>;

const all = async (bot: BotNamespaces, deliver: Deliver): Promise<void> => {
  for (const delivery of deliveries) await deliver(bot, delivery);
};

/** Lets a bot in memory live through something, and checks what it left. */
async function played(
  live: (bot: BotNamespaces, deliver: Deliver) => Promise<void>,
  expectation: ExpectedState = expected,
): Promise<Verdict> {
  let now = 0;
  let count = 0;
  const store: StateStore = await openStateStore({
    directory: "/memory",
    backend: "memory",
    providers: [memoryProvider()],
    limits: LIMITS,
    clock: () => now,
  });
  const bot = openBotNamespaces(store);
  await live(bot, async (to, { at, event }) => {
    now = Math.max(now, at);
    count += 1;
    await handleEventUnlessSeen(to, event, String(count));
  });
  const verdict = await verifyBotState(bot, expectation);
  await store.close();
  return verdict;
}
