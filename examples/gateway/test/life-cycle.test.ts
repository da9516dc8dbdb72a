import { describe, expect, it } from "vitest";
import { startAgent } from "./support/agent.js";
import { get, post } from "./support/client.js";
import { type GatewayProcess, startProcess } from "./support/gateway-process.js";
import { pairings } from "./support/pairings.js";
import { createStateDirectory, listFiles } from "./support/state-directory.js";

const THREAD = { account: "work", channel: "general", thread: "17" };
const PROMPT = { room: "ops", message: "m1" };

describe.each(pairings)("The gateway, $first and $second", ({ first, second }) => {
  it("KS-LIFE-1 KS-SHARE-1 KS-ATOM-1 KS-FRONT-1 KS-FRONT-3 KS-PROBE-1 two instances serve one store, end on SIGTERM with one clean file, and know all after a restart", async () => {
    const directory = createStateDirectory();
    const agent = await startAgent();
    const start = (backend: string, instance: string): Promise<GatewayProcess> =>
      startProcess({ directory, backend, instance, agentUrl: agent.url });
    const [a, b] = await Promise.all([start(first, "a"), start(second, "b")]);
    expect([a.backend, b.backend]).toEqual([first, second]);

    await post(a.url, "threads/replied", THREAD);
    expect(await post(a.url, "threads/message", THREAD)).toMatchObject({ body: { answers: true } });
    const buttons = [
      { id: "yes", user: "ada" },
      { id: "no", user: "ada" },
      { id: "help", reusable: true },
    ];
    await post(a.url, "components/show", { buttons, modals: [{ id: "form", user: "ada" }] });
    expect(await post(b.url, "components/press", { id: "help" })).toMatchObject({ status: 200 });
    expect(await post(b.url, "components/press", { id: "yes", user: "bob" })).toMatchObject({ status: 403 });
    const clicks = await Promise.all([
      post(a.url, "components/press", { id: "yes", user: "ada" }),
      post(b.url, "components/press", { id: "no", user: "ada" }),
    ]);
    expect(clicks.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await post(a.url, "components/submit", { id: "form", user: "ada" })).toMatchObject({ status: 410 });

    const sentAt = Date.now() - 60_000;
    await post(a.url, "sent-messages/sent", { conversation: "c", message: "m", at: sentAt });
    await post(a.url, "approvals/ask", { ...PROMPT, approval: "deploy" });
    const event = { id: "event-1", text: "hello", aliases: [{ id: "event-1:updated" }] };
    expect(await post(a.url, "inbox/event", event)).toMatchObject({ body: { outcome: "handled" } });
    expect(await post(b.url, "inbox/event", { id: "event-1:updated", text: "hello" })).toMatchObject({
      body: { outcome: "duplicate", handled: { by: "a" } },
    });
    expect(await post(a.url, "feed/message", { account: "x", id: "1" })).toMatchObject({ body: { fresh: true } });
    expect(await post(b.url, "feed/message", { account: "x", id: "1" })).toMatchObject({ body: { fresh: false } });
    for (const { url } of [a, b]) expect(await get(url, "probe.json")).toMatchObject({ body: { ok: true } });

    expect(await Promise.all([a.terminate(), b.terminate()])).toEqual([0, 0]);
    expect(listFiles(directory)).toEqual(["state.sqlite"]);

    const again = await start(second, "again");
    expect(await post(again.url, "threads/message", THREAD)).toMatchObject({ body: { answers: true } });
    expect(await post(again.url, "components/press", { id: "no", user: "ada" })).toMatchObject({ status: 410 });
    expect(await post(again.url, "sent-messages/reaction", { conversation: "c", message: "m" })).toMatchObject({
      body: { own: true, sentAt },
    });
    expect(await post(again.url, "inbox/catch-up", { events: [event, { id: "event-2", text: "late" }] })).toMatchObject(
      {
        body: { outcomes: [{ outcome: "duplicate" }, { outcome: "handled" }] },
      },
    );
    expect(await post(again.url, "feed/message", { account: "x", id: "1" })).toMatchObject({ body: { fresh: false } });
    agent.takes = () => false;
    expect(await post(again.url, "approvals/react", { ...PROMPT, decision: "allow" })).toMatchObject({ status: 502 });
    agent.takes = () => true;
    expect(await post(again.url, "approvals/react", { ...PROMPT, decision: "allow" })).toMatchObject({ status: 200 });
    expect(await post(again.url, "approvals/react", { ...PROMPT, decision: "deny" })).toMatchObject({ status: 410 });
    expect(agent.told).toMatchObject([
      { what: "event", message: { id: "event-1" } },
      { what: "event", message: { id: "event-2" } },
      { what: "decision", message: { approval: "deploy", decision: "allow" } },
    ]);
    expect(await again.terminate()).toBe(0);
    expect(listFiles(directory)).toEqual(["state.sqlite"]);
  });

  it("KS-LIFE-3 what was answered before kill -9 under load is there after it, for another backend too", async () => {
    const directory = createStateDirectory();
    const a = await startProcess({ directory, backend: first, instance: "a" });
    const answered: number[] = [];
    let enough = (): void => {};
    const hundred = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const delivered = Array.from({ length: 400 }, async (_, index) => {
      const reply = await post(a.url, "feed/message", { account: "x", id: `${index}` }).catch(() => undefined);
      if (reply?.status !== 200) return;
      answered.push(index);
      if (answered.length === 100) enough();
    });
    await hundred;
    await a.kill();
    await Promise.all(delivered);

    const b = await startProcess({ directory, backend: second, instance: "b" });
    for (const index of answered) {
      expect(await post(b.url, "feed/message", { account: "x", id: `${index}` })).toMatchObject({
        body: { fresh: false },
      });
    }
    expect(await b.terminate()).toBe(0);
    expect(listFiles(directory)).toEqual(["state.sqlite"]);
  });

  it("KS-SHARE-1 KS-LIFE-2 a rolling deploy: the next instance serves before the last one ends, and no request is lost", async () => {
    const directory = createStateDirectory();
    const agent = await startAgent();
    const old = await startProcess({ directory, backend: first, instance: "old", agentUrl: agent.url });
    const event = (index: number): { id: string; text: string } => ({ id: `event-${index}`, text: "hello" });
    let target = old;
    const replies: unknown[] = [];
    const deliver = async (from: number, to: number): Promise<void> => {
      for (let index = from; index < to; index += 1) {
        replies.push((await post(target.url, "inbox/event", event(index))).body["outcome"]);
      }
    };
    await deliver(0, 20);
    // Traffic goes on while the next one starts, moves over to it, and the old one ends meanwhile.
    const [next] = await Promise.all([
      startProcess({ directory, backend: second, instance: "next", agentUrl: agent.url }),
      deliver(20, 40),
    ]);
    const last = post(old.url, "inbox/event", event(40));
    target = next;
    const [{ body }, code] = await Promise.all([last, last.then(() => old.terminate()), deliver(41, 80)]);
    expect(body).toMatchObject({ outcome: "handled", handled: { by: "old" } });
    expect(code).toBe(0);
    expect(replies).toEqual(replies.map(() => "handled"));
    for (let index = 0; index < 80; index += 1) {
      expect((await post(next.url, "inbox/event", event(index))).body).toMatchObject({ outcome: "duplicate" });
    }
    expect(agent.told).toHaveLength(80);
    expect(await next.terminate()).toBe(0);
    expect(listFiles(directory)).toEqual(["state.sqlite"]);
  });
});
