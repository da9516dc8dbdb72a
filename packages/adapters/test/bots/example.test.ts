import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { describeOnEachBackend } from "../support/each-backend.js";
import { installExample, startProgram } from "../support/example-program.js";
import { BOT_INFO, type RecordedUpdate, recordUpdates } from "./recorded-updates.js";

describeOnEachBackend("the example of a grammY bot", (backend) => {
  test("it remembers what a chat told it, also after it was killed", async () => {
    const telegram = await serveUpdates();
    const directory = installExample("grammy");
    const environment = { BOT_TOKEN: "42:token", TELEGRAM_API_ROOT: telegram.root, KEYED_STORE_BACKEND: backend };
    const [first, second, third] = recordUpdates([7, 8, 7]);
    if (first === undefined || second === undefined || third === undefined) throw new Error("there are three");

    const before = startProgram(directory, "bot.js", environment);
    await before.line(/listening as counter_bot/);
    telegram.deliver(first, second);
    expect([await telegram.nextReply(), await telegram.nextReply()]).toEqual([
      { chat: 7, text: "1 notes, the first is: hello" },
      { chat: 8, text: "1 notes, the first is: hello" },
    ]);
    // It asks for what comes next when all before is handled, and its sessions are written.
    await telegram.confirmed(second);
    await before.end("SIGKILL");

    const after = startProgram(directory, "bot.js", environment);
    await after.line(/listening as counter_bot/);
    telegram.deliver(third);
    expect(await telegram.nextReply()).toEqual({ chat: 7, text: "2 notes, the first is: hello" });
    await telegram.confirmed(third);
    expect(await after.end("SIGTERM")).toBe(0);
  });
});

interface Reply {
  readonly chat: unknown;
  readonly text: unknown;
}

/** Recorded updates behind the part of Telegram's interface by which a bot fetches them. */
async function serveUpdates(): Promise<{
  readonly root: string;
  readonly deliver: (...updates: readonly RecordedUpdate[]) => void;
  readonly nextReply: () => Promise<Reply>;
  readonly confirmed: (update: RecordedUpdate) => Promise<void>;
}> {
  const updates: RecordedUpdate[] = [];
  const replies: Reply[] = [];
  let offset = 0;
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    void answer(request).then((result) => response.end(JSON.stringify({ ok: true, result })));
  });
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const body = await readJson(request);
    const method = request.url?.split("/").at(-1);
    if (method === "getMe") return BOT_INFO;
    if (method === "sendMessage") {
      replies.push({ chat: body["chat_id"], text: body["text"] });
      server.emit("changed");
      return true;
    }
    if (method !== "getUpdates") return true;
    offset = Math.max(offset, Number(body["offset"] ?? 0));
    server.emit("changed");
    for (;;) {
      const waiting = updates.filter((update) => update.update_id >= offset);
      if (waiting.length > 0 || request.destroyed || Number(body["timeout"] ?? 0) === 0) return waiting;
      await Promise.race([once(server, "delivered"), once(request, "close")]);
    }
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    root: `http://127.0.0.1:${port}`,
    deliver(...more) {
      updates.push(...more);
      server.emit("delivered");
    },
    async nextReply() {
      for (;;) {
        const reply = replies.shift();
        if (reply !== undefined) return reply;
        await once(server, "changed");
      }
    },
    async confirmed(update) {
      while (offset <= update.update_id) await once(server, "changed");
    },
  };
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>); // what the bot sends is an object
}
