import type { ConversationStore } from "@slack/bolt";
// The door of the package loads its socket mode too, which asks for a peer that nothing here needs.
import { conversationContext, MemoryStore } from "@slack/bolt/dist/conversation-store.js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createBoltConversationStore } from "../../dist/bots/index.js";
import { describeOnEachBackend, openStore } from "../support/each-backend.js";
import { makeDirectory } from "../support/make-directory.js";

const STORE_CHECKS: readonly { title: string; check(store: ConversationStore<unknown>): Promise<void> }[] = [
  {
    title: "a conversation that is not there rejects by the name that Bolt knows",
    async check(store) {
      await expect(store.get("C1")).rejects.toThrow("Conversation not found");
      await store.set("C1", { step: 1 });
      await store.set("C1", { step: 2 });
      expect(await store.get("C1")).toEqual({ step: 2 });
    },
  },
  {
    title: "a conversation lives through the millisecond of its expiry, and not longer",
    async check(store) {
      await store.set("C1", { step: 1 }, Date.now() + 1_000);
      vi.setSystemTime(Date.now() + 1_000);
      expect(await store.get("C1")).toEqual({ step: 1 });
      vi.setSystemTime(Date.now() + 1);
      await expect(store.get("C1")).rejects.toThrow("Conversation");
    },
  },
];

describe("Bolt's own memory store: what it fails is our mistake", () => {
  withFakeDate();
  test.each(STORE_CHECKS)("$title", ({ check }) => check(new MemoryStore()));
});

describeOnEachBackend("Bolt's conversations", (backend) => {
  describe("in a time of their own", () => {
    withFakeDate();
    test.each(STORE_CHECKS)("$title", async ({ check }) =>
      check(createBoltConversationStore(await openStore(backend, { clock: () => Date.now() }))),
    );
  });

  test("an app finds the state that it left in a conversation, also after a restart", async () => {
    const directory = makeDirectory();
    const before = await openStore(backend, { directory });
    const first = makeApp(createBoltConversationStore(before));
    expect(await first.say("C1")).toBe(undefined);
    expect(await first.say("C1")).toBe(1);
    expect(await first.say("C2")).toBe(undefined);
    await before.close();
    const second = makeApp(createBoltConversationStore(await openStore(backend, { directory })));
    expect(await second.say("C1")).toBe(2);
  });

  test("an expiry that is no instant is refused by name", async () => {
    const store = createBoltConversationStore(await openStore(backend));
    await expect(store.set("C1", 1, Number.NaN)).rejects.toMatchObject({
      code: "KEYED_STORE_INVALID_INPUT",
      message: expect.stringContaining("expiresAt"),
    });
  });

  test("what the store fails with is logged by Bolt, and fails the write of the app", async () => {
    const store = await openStore(backend);
    const app = makeApp(createBoltConversationStore(store));
    await store.close();
    await expect(app.say("C1")).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
    expect(app.logged).toEqual([
      expect.stringMatching(/^Conversation context failed loading for ID: C1, error: .*closed/),
    ]);
  });
});

function withFakeDate(): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());
}

/** Bolt's own middleware before a listener that counts, in the state of a conversation, what is said in it. */
function makeApp(store: ConversationStore<unknown>): {
  readonly say: (channel: string) => Promise<unknown>;
  readonly logged: readonly string[];
} {
  const logged: string[] = [];
  const middleware = conversationContext(store);
  const debug = (line: unknown): void => void logged.push(String(line));
  return {
    logged,
    async say(channel) {
      const event = { type: "message", channel, user: "U1", text: "hello", ts: "1763900000.000100" };
      const context: Record<string, unknown> = {};
      let heard = false;
      const next = async (): Promise<void> => {
        heard = true;
      };
      // Of all that Bolt hands over, its middleware takes these.
      const given = { body: { type: "event_callback", event }, context, next, logger: { debug } };
      await middleware(given as unknown as Parameters<typeof middleware>[0]);
      expect(heard).toBe(true);
      const { conversation, updateConversation } = context;
      if (typeof updateConversation !== "function") throw new Error("Bolt gives each conversation one");
      await updateConversation(typeof conversation === "number" ? conversation + 1 : 1);
      return conversation;
    },
  };
}
