import { describe, expect, test } from "vitest";
import { createTurn, type Turn } from "../src/engine/connection/turn.js";
import { createWaitMeter } from "../src/host/wait-meter.js";

/** A turn that began at 0, in which the file was used so often by then. */
function turnAfter(waitedMs: number, uses: number): Turn {
  const turn = createTurn();
  turn.begin(waitedMs, 0);
  for (let use = 0; use < uses; use++) turn.noteUse(0);
  return turn;
}

/** The first millisecond at which a turn with many uses is over. */
function lengthOf(waitedMs: number): number {
  const turn = turnAfter(waitedMs, 100);
  return Array.from({ length: 100 }, (_, ms) => ms).findIndex((ms) => turn.isOver(ms));
}

describe("KS-SHARE-1 the turn of a busy session", () => {
  test("is as long as it waited, and at least 5 ms, at most 50", () => {
    expect([0, 3, 20, 50, 400].map(lengthOf)).toEqual([5, 5, 20, 50, 50]);
  });

  test("has four uses, however long they take: who lost a race wins the next one", () => {
    expect([0, 3, 4].map((uses) => turnAfter(0, uses).isOver(10_000))).toEqual([false, false, true]);
  });

  test("begins anew with each connection", () => {
    const turn = turnAfter(0, 4);
    turn.begin(30, 1_000);
    expect(turn.isOver(1_040)).toBe(false);
    for (let use = 0; use < 4; use++) turn.noteUse(1_010);
    expect([turn.isOver(1_029), turn.isOver(1_030)]).toEqual([false, true]);
  });

  test("idle is who has not used the file for 5 ms", () => {
    const turn = turnAfter(50, 0);
    expect([turn.isIdle(4), turn.isIdle(5)]).toEqual([false, true]);
    turn.noteUse(6);
    expect([turn.isIdle(10), turn.isIdle(11)]).toEqual([false, true]);
  });
});

describe("how long a session waited", () => {
  test("is the time from its first refusal to its entry", () => {
    const meter = createWaitMeter();
    meter.noteEntry(0);
    expect(meter.waitedMs).toBe(0);
    for (const at of [10, 30, 60]) meter.noteRefusal(at);
    meter.noteEntry(75);
    expect(meter.waitedMs).toBe(65);
    meter.noteEntry(80);
    expect(meter.waitedMs).toBe(0);
  });

  test("does not count what an operation waited that has given up", () => {
    const meter = createWaitMeter();
    meter.noteRefusal(0);
    meter.noteRefusal(5_000);
    meter.noteEntry(5_010);
    expect(meter.waitedMs).toBe(10);
    meter.noteRefusal(6_000);
    meter.noteEntry(9_000);
    expect(meter.waitedMs).toBe(0);
  });
});
