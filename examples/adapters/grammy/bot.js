import { createGrammyStorage } from "@keyed-store/adapters/bots";
import { Bot, session } from "grammy";
import { openStateStore } from "keyed-store";

/* A bot that remembers what each chat told it, also after a restart or a crash. */

const store = await openStateStore({ directory: process.env.KEYED_STORE_DIR ?? "./state" });

const bot = new Bot(process.env.BOT_TOKEN ?? "", {
  client: { apiRoot: process.env.TELEGRAM_API_ROOT ?? "https://api.telegram.org" },
});
bot.use(session({ initial: () => ({ notes: [] }), storage: createGrammyStorage(store) }));

bot.command("forget", async (ctx) => {
  ctx.session.notes = [];
  await ctx.reply("forgotten");
});
bot.on("message:text", async (ctx) => {
  ctx.session.notes.push(ctx.message.text);
  await ctx.reply(`${ctx.session.notes.length} notes, the first is: ${ctx.session.notes[0]}`);
});

process.once("SIGTERM", () => void bot.stop());
await bot.start({ onStart: ({ username }) => console.log(`listening as ${username}`) });
await store.close();
