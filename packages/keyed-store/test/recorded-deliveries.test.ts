import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { makeEvents } from "../../../scripts/events/make-events.mjs";
import type { EventOutcome } from "../src/demo/bot-namespaces.js";
import { computeExpectedState } from "../src/demo/expected-state.js";
import { findSampleEventsFilePath } from "../src/demo/find-sample-events-file-path.js";
import { readRecordedDeliveries } from "../src/demo/read-recorded-deliveries.js";

describe("the recording of the demo", () => {
  it("is what its script makes, the same everywhere", () => {
    const file = readFileSync(findSampleEventsFilePath(), "utf8");
    expect(file === makeEvents()).toBe(true);
    expect(Buffer.byteLength(file)).toBeLessThan(1_500_000);
  });

  it("has everything that a webhook does to a bot", async () => {
    const { deliveries, restarts } = await readRecordedDeliveries(findSampleEventsFilePath());
    const { outcomes, totals } = computeExpectedState(deliveries);
    expect(restarts.size).toBe(4);
    expect(totals.size).toBe(8);
    expect(deliveries.length - outcomes.size).toBeGreaterThan(200);
    const counts = new Map<EventOutcome, number>();
    for (const outcome of outcomes.values()) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    for (const outcome of [
      ...(["answered", "followed", "overheard", "shown", "accepted", "refused", "stale"] as const),
      ...(["asked", "decided", "postponed", "pointless", "welcomed", "known"] as const),
    ]) {
      expect(counts.get(outcome), outcome).toBeGreaterThan(4);
    }
  });

  it("times go up, as they do where deliveries arrive", async () => {
    const { deliveries } = await readRecordedDeliveries(findSampleEventsFilePath());
    const times = deliveries.map(({ at }) => at);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });
});
