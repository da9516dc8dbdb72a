import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocks } from "./pages.js";
import { makeProject, type Project, runNode } from "./project.js";

/** A program for each guide that uses what it shows, on a store in memory, and prints what came of it. */
const DRIVERS: Readonly<Record<string, string>> = {
  express: `
import { openMemoryStore } from "keyed-store";
import { createApp } from "./app.js";
const handled: string[] = [];
const store = await openMemoryStore();
const server = createApp(store, async ({ id }) => String(handled.push(id))).listen(0);
const { port } = server.address() as { port: number };
const post = (id: string) => fetch(\`http://127.0.0.1:\${port}/webhook\`, {
  method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ id }) });
const answers = [];
for (const id of ["a", "a", "b"]) answers.push(await (await post(id)).json());
const flood = await Promise.all(Array.from({ length: 98 }, () => post("a")));
console.log(JSON.stringify([answers, handled, flood.filter(({ status }) => status === 429).length]));
server.close(() => void store.close());
`,
  fastify: `
import { openMemoryStore } from "keyed-store";
import { createApp } from "./app.js";
const handled: string[] = [];
const app = createApp(await openMemoryStore(), async ({ id }) => String(handled.push(id)));
const post = (id: string) => app.inject({ method: "POST", url: "/webhook", payload: { id } });
const answers = [];
for (const id of ["a", "a", "b"]) answers.push((await post(id)).json());
const flood = await Promise.all(Array.from({ length: 98 }, () => post("a")));
console.log(JSON.stringify([answers, handled, flood.filter(({ statusCode }) => statusCode === 429).length]));
await app.close();
`,
  bot: `
import { openMemoryStore } from "keyed-store";
import { createBot } from "./bot.js";
const bot = createBot("1:token", await openMemoryStore());
bot.botInfo = { id: 1, is_bot: true, first_name: "Bot", username: "bot" } as typeof bot.botInfo;
const sent: unknown[] = [];
bot.api.config.use(async (_previous, _method, payload) => {
  sent.push("text" in payload && payload.text);
  return { ok: true, result: true } as never;
});
const ask = (update_id: number) => bot.handleUpdate({ update_id, message: { message_id: update_id, date: 0, text: "/ask",
  chat: { id: 7, type: "private", first_name: "Ada" }, from: { id: 9, is_bot: false, first_name: "Ada" },
  entities: [{ type: "bot_command", offset: 0, length: 4 }] } });
for (const id of [1, 1, 2]) await ask(id);
for (let id = 3; id < 30; id += 1) await ask(id);
console.log(JSON.stringify([sent.slice(0, 2), sent.length]));
`,
};

const WEB = '[[{"status":"done"},{"status":"duplicate"},{"status":"done"}],["a","b"],1]\n';
const PRINTED: Readonly<Record<string, string>> = {
  express: WEB,
  fastify: WEB,
  bot: '[["This chat has asked 1 times.","This chat has asked 2 times."],20]\n',
};

describe.each(Object.keys(DRIVERS))("docs/guides/%s.md", (name) => {
  let project: Project;
  beforeAll(() => {
    project = makeProject();
    for (const { text } of blocks(`docs/guides/${name}.md`, "ts")) {
      const file = /^\/\/ ([\w.]+)\n/.exec(text)?.[1];
      if (file === undefined) throw new Error("A block does not name its file in its first line.");
      project.write(file, text);
    }
    project.write("driver.ts", DRIVERS[name] ?? "");
    project.compile();
  });
  afterAll(() => project[Symbol.dispose]());

  it("does what it says: once, and no more than the limit", () => {
    expect(runNode([join("built", "driver.js")], project.directory)).toBe(PRINTED[name]);
  });

  it.skipIf(name === "bot" || process.platform === "win32")("the program starts, and ends in order", async () => {
    const options = { cwd: project.directory, env: { ...process.env, PORT: "0" } };
    const child: ChildProcess = spawn(process.execPath, [join("built", "main.js")], options);
    const ended = once(child, "exit");
    await Promise.race([once(child.stdout ?? child, "data"), ended]);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });
});
