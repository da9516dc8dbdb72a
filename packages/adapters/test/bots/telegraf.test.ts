import { type Context, session, Telegraf } from "telegraf";
import { expect, test } from "vitest";
import { createTelegrafSessionStore, type TelegrafStore } from "../../dist/bots/index.js";
import { describeOnEachBackend, openStore } from "../support/each-backend.js";
import { makeDirectory } from "../support/make-directory.js";
import { BOT_INFO, recordUpdates } from "./recorded-updates.js";

interface CountingContext extends Context {
  session?: { count: number };
}

function makeBot(store: TelegrafStore<{ count: number }>): {
  readonly handle: (chats: readonly number[]) => Promise<void>;
  readonly counts: number[];
  readonly failures: unknown[];
} {
  const counts: number[] = [];
  const failures: unknown[] = [];
  const bot = new Telegraf<CountingContext>("42:token");
  bot.botInfo = BOT_INFO;
  bot.catch((error) => void failures.push(error));
  bot.use(session({ store, defaultSession: () => ({ count: 0 }) }));
  bot.on("text", (ctx) => {
    ctx.session ??= { count: 0 };
    ctx.session.count += 1;
    counts.push(ctx.session.count);
  });
  return {
    counts,
    failures,
    async handle(chats) {
      for (const update of recordUpdates(chats)) await bot.handleUpdate(update);
    },
  };
}

describeOnEachBackend("Telegraf's sessions", (backend) => {
  test("a bot counts the messages of each chat, and goes on after a restart", async () => {
    const directory = makeDirectory();
    const before = await openStore(backend, { directory });
    const first = makeBot(createTelegrafSessionStore(before));
    await first.handle([7, 8, 7]);
    expect(first.counts).toEqual([1, 1, 2]);
    await before.close();
    const second = makeBot(createTelegrafSessionStore(await openStore(backend, { directory })));
    await second.handle([7]);
    expect(second.counts).toEqual([3]);
  });

  test("a session is undefined where there is none, or when it was deleted", async () => {
    const sessions = createTelegrafSessionStore<number>(await openStore(backend));
    expect(await sessions.get("7:7")).toBe(undefined);
    await sessions.set("7:7", 1);
    expect(await sessions.get("7:7")).toBe(1);
    await sessions.delete("7:7");
    expect(await sessions.get("7:7")).toBe(undefined);
  });

  test("what the store fails with reaches the bot's own catch", async () => {
    const store = await openStore(backend);
    const bot = makeBot(createTelegrafSessionStore(store));
    await store.close();
    await bot.handle([7]);
    expect(bot.failures).toMatchObject([{ code: "KEYED_STORE_CLOSED" }]);
  });
});
