import { openStateStore } from "keyed-store";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ChatSdkStateAdapter, createChatSdkState } from "../../dist/chat/index.js";
import { describeOnEachBackend, openStore } from "../support/each-backend.js";
import { makeDirectory } from "../support/make-directory.js";
import { startAdapter } from "../support/remote-adapter.js";
import { STATE_CHECKS } from "./state-checks.js";

const createMemoryState = await importMemoryState();

describe.skipIf(createMemoryState === undefined)("the SDK's own memory state: what it fails is our mistake", () => {
  withTime((advance) => {
    test.each(STATE_CHECKS)("$title", async ({ check }) => {
      const state = createMemoryState?.();
      if (state === undefined) throw new Error("it was looked for");
      await state.connect();
      await check(state, advance);
    });
  });
});

describeOnEachBackend("the chat state", (backend) => {
  withTime((advance) => {
    test.each(STATE_CHECKS)("$title", async ({ check }) => {
      const state = createChatSdkState(await openStore(backend, { clock: () => Date.now() }));
      await state.connect();
      await check(state, advance);
    });

    test("a queue that nobody takes from is gone when the last of its entries is stale", async () => {
      const state = createChatSdkState(await openStore(backend, { clock: () => Date.now() }));
      await state.connect();
      const entry = (ms: number): { enqueuedAt: number; expiresAt: number; message: string } => ({
        enqueuedAt: Date.now(),
        expiresAt: Date.now() + ms,
        message: "m",
      });
      await state.enqueue("t", entry(2_000), 10);
      await state.enqueue("t", entry(1_000), 10);
      advance(2_000);
      expect(await state.queueDepth("t")).toBe(2);
      advance(1);
      expect(await state.queueDepth("t")).toBe(0);
    });
  });

  test("messages, dates and undefined members are stored as JSON.stringify has them", async () => {
    const state = createChatSdkState(await openStore(backend));
    await state.connect();
    const date = new Date(0);
    await state.appendToList("list", { toJSON: () => ({ id: 1, sent: date, gone: undefined }) });
    expect(await state.getList("list")).toEqual([{ id: 1, sent: date.toISOString() }]);
    await state.set("nothing", undefined);
    expect(await state.get("nothing")).toBe(null);
  });

  test("two owners on one store have nothing in common", async () => {
    const store = await openStore(backend);
    const [one, other] = [createChatSdkState(store), createChatSdkState(store, { owner: "other-bot" })];
    await Promise.all([one.connect(), other.connect()]);
    await one.subscribe("t");
    await one.acquireLock("t", 30_000);
    expect(await other.isSubscribed("t")).toBe(false);
    expect(await other.acquireLock("t", 30_000)).not.toBe(null);
  });

  test("locks exclude between processes, and are free when they end, also of one that was killed", async () => {
    const directory = makeDirectory();
    const [one, other] = await Promise.all([
      startAdapter("chat", backend, directory),
      startAdapter("chat", backend, directory),
    ]);
    const got = await Promise.all([one, other].map((each) => each.call("acquireLock", ["t", 600_000], 20)));
    const held = got.flat().filter((lock) => lock !== null);
    expect(held).toHaveLength(1);
    const [winner, loser] = (got[0] ?? []).includes(held[0]) ? [one, other] : [other, one];
    expect(await loser.call("extendLock", [{ threadId: "t", token: "guess", expiresAt: 0 }, 1_000])).toEqual([false]);
    expect(await winner.call("extendLock", [held[0], 600_000])).toEqual([true]);
    await winner.call("subscribe", ["t"]);
    await winner.kill();
    expect(await loser.call("isSubscribed", ["t"])).toEqual([true]);
    expect(await loser.call("acquireLock", ["t", 1_000]), "a lock lasts, whatever became of its holder").toEqual([
      null,
    ]);
    await loser.kill();
    const later = Date.now() + 600_000;
    const state = createChatSdkState(await openStore(backend, { directory, clock: () => later }));
    await state.connect();
    expect(await state.acquireLock("t", 1_000)).not.toBe(null);
  });

  test("two processes append and take at once, and nothing is lost or taken twice", async () => {
    const directory = makeDirectory();
    const both = await Promise.all([
      startAdapter("chat", backend, directory),
      startAdapter("chat", backend, directory),
    ]);
    const entry = { enqueuedAt: 1, expiresAt: Date.now() + 600_000, message: "m" };
    const depths = await Promise.all(both.map((each) => each.call("enqueue", ["t", entry, 1_000], 8)));
    expect(new Set(depths.flat()).size).toBe(16);
    const taken = await Promise.all(both.map((each) => each.call("dequeue", ["t"], 12)));
    expect(taken.flat().filter((each) => each !== null)).toHaveLength(16);
    await Promise.all(both.map((each) => each.call("appendToList", ["list", 1], 8)));
    expect(await both[0]?.call("getList", ["list"])).toEqual([Array(16).fill(1)]);
  });

  test("a store that it opens it closes at disconnect, and opens again; a failed connect is told and tried again", async () => {
    const directory = makeDirectory();
    const outcomes = [() => Promise.reject(new Error("no disk")), () => openStateStore({ directory, backend })];
    let next = 0;
    const state = createChatSdkState(() => (outcomes[next++] ?? outcomes[1])?.() ?? Promise.reject(new Error("none")));
    await expect(state.connect()).rejects.toThrow("no disk");
    await state.connect();
    await state.subscribe("t");
    await state.disconnect();
    const store = await openStore(backend, { directory });
    expect(await store.owner("chat").usage()).toMatchObject({ entries: 1 });
    await state.connect();
    expect(await state.isSubscribed("t")).toBe(true);
    await state.disconnect();
    const onOpen = createChatSdkState(store);
    await onOpen.connect();
    await onOpen.disconnect();
    await onOpen.connect();
    expect(await onOpen.isSubscribed("t")).toBe(true);
  });
});

/** Tests in a time of their own, that of `Date`: stores are given it as their clock. */
function withTime(define: (advance: (ms: number) => void) => void): void {
  describe("in a time of its own", () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
    afterEach(() => void vi.useRealTimers());
    define((ms) => vi.setSystemTime(Date.now() + ms));
  });
}

/** The SDK's memory state is a package of its own. */
async function importMemoryState(): Promise<(() => ChatSdkStateAdapter) | undefined> {
  const name = "@chat-adapter/state-memory";
  try {
    const module = (await import(name)) as { createMemoryState: () => ChatSdkStateAdapter };
    return module.createMemoryState;
  } catch {
    return undefined;
  }
}
