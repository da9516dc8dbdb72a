import { InMemoryEventStore } from "@modelcontextprotocol/sdk/examples/shared/inMemoryEventStore.js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createMcpEventStores, type EventStore } from "../../dist/mcp/index.js";
import { describeOnEachBackend, openStore } from "../support/each-backend.js";
import { makeDirectory } from "../support/make-directory.js";

type AnyEventStore = Pick<EventStore, "storeEvent" | "replayEventsAfter">;

const EVENT_CHECKS: readonly { title: string; check(events: AnyEventStore): Promise<void> }[] = [
  {
    title: "what came on a stream after an event is replayed in order, with its ids, and nothing of another stream",
    async check(events) {
      const ids: string[] = [];
      for (const id of [1, 2, 3, 4]) {
        vi.setSystemTime(Date.now() + 1);
        ids.push(await events.storeEvent("stream", { id }));
        await events.storeEvent("other", { id: -id });
      }
      expect(new Set(ids).size).toBe(4);
      expect(await replay(events, ids[1])).toEqual({
        streamId: "stream",
        sent: [
          [ids[2], { id: 3 }],
          [ids[3], { id: 4 }],
        ],
      });
      expect(await replay(events, ids[3])).toEqual({ streamId: "stream", sent: [] });
    },
  },
];

describe("the SDK's own example of an event store: what it fails is our mistake", () => {
  withFakeDate();
  test.each(EVENT_CHECKS)("$title", ({ check }) => check(new InMemoryEventStore()));
});

describeOnEachBackend("the events of an MCP server", (backend) => {
  describe("in a time of their own", () => {
    withFakeDate();
    test.each(EVENT_CHECKS)("$title", async ({ check }) =>
      check(createMcpEventStores(await openStore(backend)).forSession("session")),
    );
  });

  test("events that are stored at once keep their order, and are there after a restart", async () => {
    const directory = makeDirectory();
    const before = await openStore(backend, { directory });
    const storing = createMcpEventStores(before).forSession("session");
    const ids = await Promise.all(Array.from({ length: 300 }, (_, id) => storing.storeEvent("_GET_stream", { id })));
    await before.close();
    const after = createMcpEventStores(await openStore(backend, { directory })).forSession("session");
    const { sent } = await replay(after, ids[0]);
    expect(sent).toEqual(ids.slice(1).map((eventId, index) => [eventId, { id: index + 1 }]));
  });

  test("sessions, and streams whose names begin alike, have nothing in common", async () => {
    const events = createMcpEventStores(await openStore(backend));
    const [one, other, nested] = ["a", "b", "a/b"].map((id) => events.forSession(id));
    if (one === undefined || other === undefined || nested === undefined) throw new Error("there are three");
    const first = await one.storeEvent("s", 1);
    for (const [events, stream] of [
      [other, "s"],
      [nested, "s"],
      [one, "s/t"],
      [one, "st"],
    ] as const) {
      await events.storeEvent(stream, "not for you");
    }
    await one.storeEvent("s", 2);
    expect((await replay(one, first)).sent.map(([, message]) => message)).toEqual([2]);
    expect(await one.getStreamIdForEventId(first)).toBe("s");
    expect(await other.getStreamIdForEventId(first)).toBe(undefined);
    await expect(replay(other, first)).rejects.toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
    expect(await events.deleteSession("a")).toBe(4);
    expect(await one.getStreamIdForEventId(first)).toBe(undefined);
    expect(await events.deleteSession("b")).toBe(1);
  });

  test("over maxEntries the oldest go, and who has missed one is refused rather than told less", async () => {
    const events = createMcpEventStores(await openStore(backend), { maxEntries: 3 }).forSession("session");
    const ids: string[] = [];
    for (const id of [1, 2, 3, 4]) ids.push(await events.storeEvent("s", { id }));
    expect(await events.getStreamIdForEventId(ids[0] ?? "")).toBe(undefined);
    await expect(replay(events, ids[0])).rejects.toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
    expect((await replay(events, ids[1])).sent).toHaveLength(2);
  });

  test("an event is gone after its time", async () => {
    let now = 1_000_000;
    const store = await openStore(backend, { clock: () => now });
    const events = createMcpEventStores(store, { ttlMs: 1_000 }).forSession("session");
    const id = await events.storeEvent("s", {});
    now += 999;
    expect(await events.getStreamIdForEventId(id)).toBe("s");
    now += 1;
    expect(await events.getStreamIdForEventId(id)).toBe(undefined);
  });

  test("a session without a name is refused", async () => {
    const events = createMcpEventStores(await openStore(backend));
    expect(() => events.forSession("")).toThrow("sessionId must be");
    await expect(events.deleteSession("")).rejects.toThrow("sessionId must be");
  });
});

async function replay(
  events: AnyEventStore,
  lastEventId: string | undefined,
): Promise<{ readonly streamId: string; readonly sent: [string, unknown][] }> {
  const sent: [string, unknown][] = [];
  const streamId = await events.replayEventsAfter(lastEventId ?? "", {
    send: async (eventId, message) => void sent.push([eventId, message]),
  });
  return { streamId, sent };
}

function withFakeDate(): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());
}
