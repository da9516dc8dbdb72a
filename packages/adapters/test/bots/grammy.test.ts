import {
  Bot,
  BotError,
  type Context,
  MemorySessionStorage,
  type SessionFlavor,
  type StorageAdapter,
  session,
} from "grammy";
import type { UserFromGetMe } from "grammy/types";
import { describe, expect, test } from "vitest";
import { createGrammyStorage } from "../../dist/bots/index.js";
import { describeOnEachBackend, openStore } from "../support/each-backend.js";
import { makeDirectory } from "../support/make-directory.js";
import { BOT_INFO, recordUpdates } from "./recorded-updates.js";

interface Session {
  count: number;
  last?: string | undefined;
}

type CountingContext = Context & SessionFlavor<Session>;

interface CountingBot {
  /** Handles updates as they come from Telegram, one after the other. */
  readonly handle: (chats: readonly number[]) => Promise<void>;
  /** What it sent: the host's own transformer takes each call before it leaves. */
  readonly sent: string[];
}

function makeBot(storage: StorageAdapter<Session>): CountingBot {
  const sent: string[] = [];
  // What else Telegram tells of a bot changes with its API, and nothing here asks for it.
  const bot = new Bot<CountingContext>("42:token", { botInfo: BOT_INFO as unknown as UserFromGetMe });
  bot.api.config.use(async (_call, method, payload) => {
    sent.push(
      `${method} ${"chat_id" in payload ? String(payload.chat_id) : ""} ${"text" in payload ? String(payload.text) : ""}`,
    );
    return { ok: true, result: true } as never; // a reply that nobody reads
  });
  bot.use(session({ initial: (): Session => ({ count: 0 }), storage }));
  bot.on("message:text", async (ctx) => {
    ctx.session.count += 1;
    ctx.session.last = undefined;
    await ctx.reply(`${ctx.session.count}`);
  });
  return {
    sent,
    async handle(chats) {
      for (const update of recordUpdates(chats)) await bot.handleUpdate(update);
    },
  };
}

const STORAGE_CHECKS: readonly { title: string; check(storage: StorageAdapter<Session>): Promise<void> }[] = [
  {
    title: "a session is undefined where there is none, and what was written last",
    async check(storage) {
      expect(await storage.read("1")).toBe(undefined);
      expect(await storage.has?.("1")).toBe(false);
      await storage.write("1", { count: 1 });
      await storage.write("1", { count: 2 });
      expect(await storage.read("1")).toEqual({ count: 2 });
      expect(await storage.has?.("1")).toBe(true);
      await storage.delete("1");
      await storage.delete("1");
      expect(await storage.read("1")).toBe(undefined);
    },
  },
  {
    title: "all keys, sessions and both can be read",
    async check(storage) {
      for (const count of [1, 2, 3]) await storage.write(`k${count}`, { count });
      expect(await all(storage.readAllKeys?.())).toEqual(["k1", "k2", "k3"]);
      expect(await all(storage.readAllValues?.())).toEqual([{ count: 1 }, { count: 2 }, { count: 3 }]);
      expect(await all(storage.readAllEntries?.())).toEqual([1, 2, 3].map((count) => [`k${count}`, { count }]));
    },
  },
  {
    title: "a bot counts the messages of each chat",
    async check(storage) {
      const bot = makeBot(storage);
      await bot.handle([7, 8, 7, 7]);
      expect(bot.sent).toEqual(["sendMessage 7 1", "sendMessage 8 1", "sendMessage 7 2", "sendMessage 7 3"]);
    },
  },
];

describe("grammY's own memory storage: what it fails is our mistake", () => {
  test.each(STORAGE_CHECKS)("$title", ({ check }) => check(new MemorySessionStorage<Session>()));
});

describeOnEachBackend("grammY's sessions", (backend) => {
  test.each(STORAGE_CHECKS)("$title", async ({ check }) => check(createGrammyStorage(await openStore(backend))));

  test("a bot goes on counting after a restart", async () => {
    const directory = makeDirectory();
    const before = await openStore(backend, { directory });
    await makeBot(createGrammyStorage(before)).handle([7, 7]);
    await before.close();
    const bot = makeBot(createGrammyStorage(await openStore(backend, { directory })));
    await bot.handle([7]);
    expect(bot.sent).toEqual(["sendMessage 7 3"]);
  });

  test("a session that the bot unsets is removed, and one that nobody touches for its time is gone", async () => {
    let now = 1_000_000;
    const store = await openStore(backend, { clock: () => now });
    const storage = createGrammyStorage<Session | undefined>(store, { ttlMs: 1_000 });
    await storage.write("1", { count: 1 });
    await storage.write("1", undefined);
    expect(await storage.has("1")).toBe(false);
    await storage.write("2", { count: 1 });
    now += 1_000;
    expect(await storage.read("2")).toBe(undefined);
  });

  test("dates and classes are stored as JSON.stringify has them", async () => {
    const storage = createGrammyStorage<unknown>(await openStore(backend));
    await storage.write("1", { at: new Date(0), gone: undefined, list: [undefined] });
    expect(await storage.read("1")).toEqual({ at: "1970-01-01T00:00:00.000Z", list: [null] });
  });

  test("what the store fails with reaches the bot as its own error", async () => {
    const store = await openStore(backend);
    const bot = makeBot(createGrammyStorage(store));
    await store.close();
    const failure = await bot.handle([7]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BotError);
    expect(failure).toMatchObject({ error: { code: "KEYED_STORE_CLOSED" } });
    expect(bot.sent).toEqual([]);
  });
});

async function all<T>(items: Iterable<T> | AsyncIterable<T> = []): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
