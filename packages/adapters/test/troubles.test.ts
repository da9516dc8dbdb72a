import { openStateStore, type StateStore } from "keyed-store";
import { expect, test } from "vitest";
import { createSecondaryStorage } from "../dist/better-auth/index.js";
import { createBoltConversationStore, createGrammyStorage, createTelegrafSessionStore } from "../dist/bots/index.js";
import { createChatSdkState, type StoreSource } from "../dist/chat/index.js";
import { createMcpEventStores } from "../dist/mcp/index.js";
import { hasNative } from "./support/backends.js";
import { cutRow } from "./support/cut-row.js";
import { describeOnEachBackend, openStore } from "./support/each-backend.js";
import { makeDirectory } from "./support/make-directory.js";
import { holdStore } from "./support/remote-adapter.js";

interface Door {
  readonly name: string;
  /** Writes an entry under another key at each call, or under `key`. */
  readonly make: (
    store: StoreSource,
    options?: { maxEntries: number },
  ) => {
    readonly write: (key: string) => Promise<unknown>;
    readonly read: (key: string) => Promise<unknown>;
  };
  /** Whether the adapter has a cap of its own. */
  readonly capped: boolean;
}

const DOORS: readonly Door[] = [
  {
    name: "better-auth",
    capped: true,
    make(store, options) {
      const { set, get } = createSecondaryStorage(store, options);
      return { write: (key) => set(key, "value"), read: get };
    },
  },
  {
    name: "chat",
    capped: false,
    make(store) {
      const state = createChatSdkState(store);
      return {
        write: async (key) => {
          await state.connect();
          await state.appendToList(key, 1);
        },
        read: async (key) => {
          await state.connect();
          return state.getList(key);
        },
      };
    },
  },
  {
    name: "grammY",
    capped: true,
    make(store, options) {
      const { write, read } = createGrammyStorage<number>(store, options);
      return { write: (key) => write(key, 1), read };
    },
  },
  {
    name: "Telegraf",
    capped: true,
    make(store, options) {
      const { set, get } = createTelegrafSessionStore<number>(store, options);
      return { write: (key) => set(key, 1), read: get };
    },
  },
  {
    name: "Bolt",
    capped: true,
    make(store, options) {
      const conversations = createBoltConversationStore<number>(store, options);
      return { write: (key) => conversations.set(key, 1), read: (key) => conversations.get(key) };
    },
  },
  {
    name: "mcp",
    capped: false,
    make(store) {
      const events = createMcpEventStores(store).forSession("session");
      return {
        write: (key) => events.storeEvent(key, { id: 1 }),
        read: (key) => events.getStreamIdForEventId(`${key}/x`),
      };
    },
  },
];

describeOnEachBackend("what a store fails with comes out, and is swallowed nowhere", (backend) => {
  test.each(DOORS)("$name: a store that was closed under it is CLOSED", async ({ make }) => {
    const store = await openStore(backend);
    const { write, read } = make(store);
    await write("key");
    await store.close();
    await expect(write("key")).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
    await expect(read("key")).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
  });

  test.each(DOORS)(
    "$name: a file that another process does not give away is BUSY, and is tried again",
    async ({ make }) => {
      const directory = makeDirectory();
      const holder = await holdStore(directory);
      const opened: StateStore[] = [];
      const { write } = make(async () => {
        const store = await openStateStore({ directory, backend, busyTimeoutMs: 50 });
        opened.push(store);
        return store;
      });
      await expect(write("key")).rejects.toMatchObject({ code: "KEYED_STORE_BUSY", retryable: true });
      await holder.release();
      for (;;) {
        try {
          await write("key");
          break;
        } catch (error) {
          // The death of a process is certain a little later.
          expect(error).toMatchObject({ code: "KEYED_STORE_BUSY" });
        }
      }
      await Promise.all(opened.map((store) => store.close()));
    },
  );

  test.each(DOORS.filter(({ capped }) => capped))(
    "$name: a namespace that is full refuses what is new, by name",
    async ({ make }) => {
      const { write } = make(await openStore(backend), { maxEntries: 1 });
      await write("first");
      await write("first");
      await expect(write("second")).rejects.toMatchObject({ code: "KEYED_STORE_LIMIT_EXCEEDED" });
    },
  );

  test("chat: an owner that is full refuses what is new, by name", async () => {
    const state = createChatSdkState(
      await openStore(backend, { limits: { maxEntriesPerOwner: 2 }, onEvent: () => undefined }),
    );
    await state.connect();
    await state.subscribe("t");
    await state.set("key", 1);
    await expect(state.acquireLock("t", 1_000)).rejects.toMatchObject({ code: "KEYED_STORE_LIMIT_EXCEEDED" });
    await expect(state.enqueue("t", { enqueuedAt: 0, expiresAt: 1e15, message: 1 }, 5)).rejects.toMatchObject({
      code: "KEYED_STORE_LIMIT_EXCEEDED",
    });
    expect(await state.isSubscribed("t")).toBe(true);
  });

  test.skipIf(!hasNative).each(DOORS.filter(({ name }) => name !== "mcp"))(
    "$name: an entry that was damaged is CORRUPT, and the others are not affected",
    async ({ make }) => {
      const directory = makeDirectory();
      const before = await openStateStore({ directory, backend });
      for (const key of ["cut", "whole"]) await make(before).write(key);
      const { databasePath } = before;
      await before.close();
      cutRow(databasePath, "cut");
      const { read } = make(await openStore(backend, { directory }));
      await expect(read("cut")).rejects.toMatchObject({ code: "KEYED_STORE_CORRUPT" });
      await expect(read("whole")).resolves.toEqual(expect.anything());
    },
  );

  test.skipIf(!hasNative)(
    "mcp: an event that was damaged is CORRUPT when it is replayed, and no client is told less",
    async () => {
      const directory = makeDirectory();
      const before = await openStateStore({ directory, backend });
      const events = createMcpEventStores(before).forSession("session");
      const first = await events.storeEvent("stream", { id: 1 });
      const second = await events.storeEvent("stream", { id: 2 });
      const { databasePath } = before;
      await before.close();
      cutRow(databasePath, `session/${second}`);
      const after = createMcpEventStores(await openStore(backend, { directory })).forSession("session");
      const sent: unknown[] = [];
      const send = async (_id: string, message: unknown): Promise<void> => void sent.push(message);
      await expect(after.replayEventsAfter(first, { send })).rejects.toMatchObject({ code: "KEYED_STORE_CORRUPT" });
      expect(sent).toEqual([]);
    },
  );
});
