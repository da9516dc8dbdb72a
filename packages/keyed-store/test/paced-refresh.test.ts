import { describe, expect, it } from "vitest";
import { createPacedRefresh, type RefreshTimers } from "../src/cli/inspector/page/paced-refresh.js";

/** Timers that pass when they are told to. */
function createManualTimers(): RefreshTimers & { readonly passTo: (ms: number) => Promise<void> } {
  let now = 0;
  const waiting: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    now: () => now,
    setTimeout: (callback, ms) => waiting.push({ at: now + ms, callback }),
    async passTo(ms) {
      for (;;) {
        waiting.sort((a, b) => b.at - a.at);
        const next = waiting.at(-1);
        if (next === undefined || next.at > ms) break;
        waiting.pop();
        now = next.at;
        next.callback();
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = ms;
    },
  };
}

/** When each refresh began, where each takes so long. */
function createSlowRefresh(tookMs: number) {
  const timers = createManualTimers();
  const began: number[] = [];
  const refreshSoon = createPacedRefresh(() => {
    began.push(timers.now());
    return new Promise((resolve) => timers.setTimeout(resolve, tookMs));
  }, timers);
  return { timers, began, refreshSoon };
}

describe("a paced refresh", () => {
  it("comes once for all that ask for it within a moment", async () => {
    const { timers, began, refreshSoon } = createSlowRefresh(1);
    refreshSoon();
    refreshSoon();
    await timers.passTo(100);
    refreshSoon();
    await timers.passTo(10_000);
    expect(began).toEqual([250]);
  });

  it("comes again for who asks while one is under way", async () => {
    const { timers, began, refreshSoon } = createSlowRefresh(1_000);
    refreshSoon();
    await timers.passTo(300);
    refreshSoon();
    await timers.passTo(100_000);
    expect(began).toEqual([250, 11_250]);
  });

  it("takes a fortieth of the time at most, however often it is asked for", async () => {
    const { timers, began, refreshSoon } = createSlowRefresh(50);
    for (let ms = 0; ms <= 100_000; ms += 10) {
      await timers.passTo(ms);
      refreshSoon();
    }
    expect(began.length).toBeGreaterThan(45);
    expect(began.length * 50).toBeLessThanOrEqual(100_000 / 40);
  });
});
