import { expect } from "vitest";
import type { ChatSdkStateAdapter } from "../../dist/chat/index.js";

/** What every state of the Chat SDK must do, and the SDK's own memory state does. */
export interface StateCheck {
  readonly title: string;
  /** @param advance moves the time by so many milliseconds */
  readonly check: (state: ChatSdkStateAdapter, advance: (ms: number) => void) => Promise<void>;
}

const message = (
  id: number,
  expiresAt = Date.now() + 90_000,
): { enqueuedAt: number; expiresAt: number; message: unknown } => ({
  enqueuedAt: Date.now(),
  expiresAt,
  message: { id },
});

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** The checks, each on a state that is connected and empty. */
export const STATE_CHECKS: readonly StateCheck[] = [
  {
    title: "a subscription lasts until it is ended, and never expires",
    async check(state, advance) {
      expect(await state.isSubscribed("t")).toBe(false);
      await state.subscribe("t");
      await state.subscribe("t");
      advance(1e12);
      expect(await state.isSubscribed("t")).toBe(true);
      await state.unsubscribe("t");
      await state.unsubscribe("t");
      expect(await state.isSubscribed("t")).toBe(false);
    },
  },
  {
    title: "of many who want a lock one gets it, with its thread, token and expiry",
    async check(state) {
      const locks = await Promise.all(upTo(50).map(() => state.acquireLock("t", 30_000)));
      const held = locks.filter((lock) => lock !== null);
      expect(held).toEqual([{ threadId: "t", token: expect.any(String), expiresAt: Date.now() + 30_000 }]);
      expect(await state.acquireLock("other", 30_000)).not.toBe(null);
    },
  },
  {
    title: "a lock ends at its expiry, and the next one has another token",
    async check(state, advance) {
      const first = await state.acquireLock("t", 30_000);
      advance(29_999);
      expect(await state.acquireLock("t", 30_000)).toBe(null);
      advance(1);
      const second = await state.acquireLock("t", 30_000);
      expect(second?.token).not.toBe(first?.token);
    },
  },
  {
    title: "a lock is extended from now, by its token alone",
    async check(state, advance) {
      const lock = await state.acquireLock("t", 30_000);
      if (lock === null) throw new Error("nobody else is there");
      advance(20_000);
      expect(await state.extendLock({ ...lock, token: "another" }, 30_000)).toBe(false);
      expect(await state.extendLock(lock, 30_000)).toBe(true);
      advance(29_999);
      expect(await state.acquireLock("t", 1)).toBe(null);
      advance(1);
      expect(await state.acquireLock("t", 1)).not.toBe(null);
    },
  },
  {
    title: "a lock that ended, was released or was taken over is not revived",
    async check(state, advance) {
      const ended = await state.acquireLock("t", 30_000);
      if (ended === null) throw new Error("nobody else is there");
      advance(30_001);
      expect(await state.extendLock(ended, 30_000)).toBe(false);
      const taken = await state.acquireLock("t", 30_000);
      if (taken === null) throw new Error("it has ended");
      expect(await state.extendLock(ended, 30_000)).toBe(false);
      await state.releaseLock(ended);
      expect(await state.acquireLock("t", 30_000), "an old token released the new lock").toBe(null);
      await state.releaseLock(taken);
      expect(await state.extendLock(taken, 30_000)).toBe(false);
      expect(await state.acquireLock("t", 30_000)).not.toBe(null);
    },
  },
  {
    title: "a lock is ended by force, and its holder's token does nothing any more",
    async check(state) {
      const first = await state.acquireLock("t", 30_000);
      if (first === null) throw new Error("nobody else is there");
      await state.forceReleaseLock("t");
      await state.forceReleaseLock("t");
      expect(await state.acquireLock("t", 30_000)).not.toBe(null);
      expect(await state.extendLock(first, 30_000)).toBe(false);
      await state.releaseLock(first);
      expect(await state.acquireLock("t", 30_000)).toBe(null);
    },
  },
  {
    title: "a value is null where there is none, lives for its time, and for ever without one or with 0",
    async check(state, advance) {
      expect(await state.get("key")).toBe(null);
      await state.set("key", { a: [1, "two", false, null] }, 1_000);
      await state.set("none", "kept");
      await state.set("zero", 0, 0);
      await state.set("false", false);
      expect(await state.get("key")).toEqual({ a: [1, "two", false, null] });
      expect(await state.get("false")).toBe(false);
      advance(999);
      expect(await state.get("key")).not.toBe(null);
      advance(1);
      expect(await state.get("key")).toBe(null);
      advance(1e12);
      expect([await state.get("none"), await state.get("zero")]).toEqual(["kept", 0]);
      await state.set("none", "again");
      expect(await state.get("none")).toBe("again");
      await state.delete("none");
      await state.delete("none");
      expect(await state.get("none")).toBe(null);
    },
  },
  {
    title: "of many who set a value that is not there one does, and again when it has expired",
    async check(state, advance) {
      const set = await Promise.all(upTo(50).map((n) => state.setIfNotExists("dedupe", n, 600_000)));
      expect(set.filter(Boolean)).toHaveLength(1);
      expect(await state.get("dedupe")).toBe(1);
      advance(600_000);
      expect(await state.setIfNotExists("dedupe", 2, 600_000)).toBe(true);
      expect(await state.setIfNotExists("dedupe", 3)).toBe(false);
      await state.delete("dedupe");
      expect(await state.setIfNotExists("dedupe", 4)).toBe(true);
      expect(await state.setIfNotExists("dedupe", 5)).toBe(false);
    },
  },
  {
    title: "a list keeps its order, and its newest where it is trimmed",
    async check(state) {
      expect(await state.getList("list")).toEqual([]);
      await Promise.all(upTo(200).map((n) => state.appendToList("list", n)));
      expect(await state.getList("list")).toEqual(upTo(200));
      await state.appendToList("list", 201, { maxLength: 3 });
      expect(await state.getList("list")).toEqual([199, 200, 201]);
      await state.appendToList("list", 202, { maxLength: 0 });
      expect(await state.getList("list")).toEqual([199, 200, 201, 202]);
      await state.delete("list");
      expect(await state.getList("list")).toEqual([]);
    },
  },
  {
    title: "each append begins the time of a list anew",
    async check(state, advance) {
      await state.appendToList("list", 1, { ttlMs: 1_000 });
      advance(999);
      await state.appendToList("list", 2, { ttlMs: 1_000 });
      advance(999);
      expect(await state.getList("list")).toEqual([1, 2]);
      advance(1);
      expect(await state.getList("list")).toEqual([]);
      await state.appendToList("list", 3, { ttlMs: 1_000 });
      await state.appendToList("list", 4);
      advance(1e12);
      expect(await state.getList("list")).toEqual([3, 4]);
    },
  },
  {
    title: "what is no list is an empty one, and replaced by an append",
    async check(state) {
      await state.set("key", "text");
      expect(await state.getList("key")).toEqual([]);
      await state.appendToList("key", 1);
      expect(await state.getList("key")).toEqual([1]);
    },
  },
  {
    title: "a queue gives its depth, drops its oldest over its size, and is taken from in order",
    async check(state) {
      expect([await state.dequeue("t"), await state.queueDepth("t")]).toEqual([null, 0]);
      expect(await state.enqueue("t", message(1), 2)).toBe(1);
      expect(await state.enqueue("t", message(2), 2)).toBe(2);
      expect(await state.enqueue("t", message(3), 2)).toBe(2);
      expect(await state.queueDepth("t")).toBe(2);
      expect(await state.queueDepth("other")).toBe(0);
      expect(await state.dequeue("t")).toEqual(message(2));
      expect(await state.dequeue("t")).toEqual(message(3));
      expect([await state.dequeue("t"), await state.queueDepth("t")]).toEqual([null, 0]);
      expect(await state.enqueue("t", message(4), 0)).toBe(0);
    },
  },
  {
    title: "of many who take from a queue each gets another entry",
    async check(state) {
      await Promise.all(upTo(20).map((n) => state.enqueue("t", message(n), 100)));
      const taken = await Promise.all(upTo(30).map(() => state.dequeue("t")));
      expect(taken.slice(0, 20).map((entry) => entry?.message)).toEqual(upTo(20).map((id) => ({ id })));
      expect(taken.slice(20)).toEqual(Array(10).fill(null));
    },
  },
  {
    title: "an entry is there through the millisecond of its expiry, as long as the SDK handles it",
    async check(state, advance) {
      await state.enqueue("t", message(1, Date.now() + 1_000), 10);
      advance(1_000);
      expect(await state.dequeue("t")).toMatchObject({ message: { id: 1 } });
    },
  },
  {
    title: "before connect, and after disconnect, everything is refused",
    async check(state) {
      await state.connect();
      const lock = { threadId: "t", token: "token", expiresAt: 0 };
      await state.disconnect();
      for (const refused of [
        () => state.subscribe("t"),
        () => state.unsubscribe("t"),
        () => state.isSubscribed("t"),
        () => state.acquireLock("t", 1),
        () => state.extendLock(lock, 1),
        () => state.releaseLock(lock),
        () => state.forceReleaseLock("t"),
        () => state.get("k"),
        () => state.set("k", 1),
        () => state.setIfNotExists("k", 1),
        () => state.delete("k"),
        () => state.appendToList("k", 1),
        () => state.getList("k"),
        () => state.enqueue("t", message(1), 1),
        () => state.dequeue("t"),
        () => state.queueDepth("t"),
      ]) {
        await expect(refused()).rejects.toThrow("not connected. Call connect() first.");
      }
      await state.disconnect();
      await Promise.all([state.connect(), state.connect()]);
      expect(await state.get("k")).toBe(null);
    },
  },
];
