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
let begin = () => {};
const begun = new Promise<void>((resolve) => (begin = resolve));
let end = () => {};
const ended = new Promise<void>((resolve) => (end = resolve));
const store = await openMemoryStore();
const server = createApp(store, async ({ id }) => {
  if (id === "slow") {
    begin();
    await ended;
  }
  return String(handled.push(id));
}).listen(0);
const { port } = server.address() as { port: number };
const send = (init: RequestInit) => fetch(\`http://127.0.0.1:\${port}/webhooks/shop\`, { method: "POST", ...init });
const json = { "content-type": "application/json" };
const post = (body: unknown) => send({ headers: json, body: JSON.stringify(body) });
const answers = [];
for (const id of ["a", "a", "b"]) answers.push(await (await post({ id })).json());
answers.push(await (await send({ headers: { "webhook-id": "a" } })).json());
const refused = [await post({}), await post({ id: 7 }), await send({ body: "a" }), await post({ id: "a\\0" }),
  await post({ id: "c", more: "x".repeat(60_000) })];
const slow = post({ id: "slow" });
await begun;
const busy = await post({ id: "slow" });
const wait = Number(busy.headers.get("retry-after"));
end();
const last = await (await slow).json();
const flood = await Promise.all(Array.from({ length: 90 }, () => post({ id: "a" })));
console.log(JSON.stringify([answers, refused.map(({ status }) => status), busy.status, wait > 1 && wait <= 30, last, handled,
  flood.filter(({ status }) => status === 429).length]));
server.close(() => void store.close());
`,
  fastify: `
import { openMemoryStore } from "keyed-store";
import { createApp } from "./app.js";
const handled: string[] = [];
const app = createApp(await openMemoryStore(), async ({ id }) => String(handled.push(id)));
const post = (payload: object) => app.inject({ method: "POST", url: "/webhooks/shop", payload });
const answers = [];
for (const id of ["a", "a", "b"]) answers.push((await post({ id })).json());
const refused = [await post({}), await post({ id: "a\\0" }), await post({ id: "c", more: "x".repeat(60_000) })];
const flood = await Promise.all(Array.from({ length: 98 }, () => post({ id: "a" })));
console.log(JSON.stringify([answers, refused.map(({ statusCode }) => statusCode), handled,
  flood.filter(({ statusCode }) => statusCode === 429).length]));
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

const ANSWERS = '{"status":"done","answer":"1"},{"status":"duplicate","answer":"1"},{"status":"done","answer":"2"}';
const PRINTED: Readonly<Record<string, string>> = {
  express: `[[${ANSWERS},{"status":"duplicate","answer":"1"}],[400,400,400,400,413],503,true,{"status":"done","answer":"3"},["a","b","slow"],1]\n`,
  fastify: `[[${ANSWERS}],[400,400,413],["a","b"],4]\n`,
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
