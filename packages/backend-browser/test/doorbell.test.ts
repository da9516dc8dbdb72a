import { expect, test } from "vitest";
import { createDoorbell, type Doorbell } from "../src/custody/create-doorbell.js";
import type { Broadcast } from "../src/opfs/broadcast.js";
import { createFakeTiming } from "./support/fake-timing.js";

/** Channels that reach all others at once. */
function createChannels(): () => Broadcast {
  const all = new Map<Broadcast, (event: { readonly data: unknown }) => void>();
  return () => {
    const channel: Broadcast = {
      postMessage(data) {
        for (const [other, listen] of all) if (other !== channel) listen({ data: structuredClone(data) });
      },
      addEventListener: (_type, listener) => void all.set(channel, listener),
      close: () => void all.delete(channel),
    };
    return channel;
  };
}

function setUp() {
  const createChannel = createChannels();
  const timing = createFakeTiming();
  const state = { owner: "", rung: [] as string[] };
  const join = (id: string): Doorbell =>
    createDoorbell({
      channel: createChannel(),
      id,
      timing,
      isIn: () => state.owner === id,
      onRing: () => state.rung.push(id),
    });
  return { state, timing, a: join("a"), b: join("b"), c: join("c") };
}

test("who waits is heard by the one who is in, who answers", () => {
  const { state, a, b, c } = setUp();
  state.owner = "a";
  b.ring();
  expect(state.rung).toEqual(["a"]);
  expect(a.isRung).toBe(true);
  expect(b.isAnswered).toBe(true);
  expect(c.isAnswered).toBe(false);
  b.endRinging();
  expect(a.isRung).toBe(false);
});

test("nobody answers for an owner that does not run", () => {
  const { state, b } = setUp();
  state.owner = "elsewhere";
  b.ring();
  expect(b.isAnswered).toBe(false);
  expect(state.rung).toEqual([]);
});

test("an answer counts for one wait alone", () => {
  const { state, b } = setUp();
  state.owner = "a";
  b.ring();
  b.endRinging();
  state.owner = "";
  b.ring();
  expect(b.isAnswered).toBe(false);
});

test("who was not heard for a while waits no longer, and who rings again does", async () => {
  const { a, b, timing } = setUp();
  b.ring();
  await timing.pass(600);
  expect(a.isRung).toBe(true);
  await timing.pass(200);
  expect(a.isRung).toBe(false);
  b.ring();
  expect(a.isRung).toBe(true);
});

test("changes are told to all others, those of a short time once, and the last of them at the end", async () => {
  const { a, b, c, timing } = setUp();
  a.tellOfChange();
  a.tellOfChange();
  await timing.pass(100);
  expect([a, b, c].map(({ changesHeard }) => changesHeard)).toEqual([0, 1, 1]);
  a.tellOfChange();
  await timing.pass(100);
  expect(b.changesHeard).toBe(2);
  a.tellOfChange();
  a.close();
  expect(b.changesHeard).toBe(3);
  await timing.pass(100);
  expect(b.changesHeard).toBe(3);
});
