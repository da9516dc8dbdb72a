import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryProvider, openStateStore } from "keyed-store";
import { describe, expect, it, onTestFinished } from "vitest";
import { startGateway } from "../gateway.mjs";
import { MOST_AT_ONCE } from "../http/create-request-listener.mjs";
import { parseSettings } from "../parse-settings.mjs";
import type { RunningPlugin } from "../plugin.js";
import feed from "../plugins/feed.mjs";
import { startAgent } from "./support/agent.js";
import { get, post } from "./support/client.js";
import { createStateDirectory } from "./support/state-directory.js";

async function start(...options: string[]): ReturnType<typeof startGateway> {
  const common = [
    "--directory",
    createStateDirectory(),
    "--backend",
    "wasm",
    "--port",
    "0",
    "--instance",
    "<test> & co",
  ];
  const gateway = await startGateway(parseSettings([...common, ...options], {}));
  onTestFinished(gateway.close);
  return gateway;
}

const eventTo = (url: string, id: string): Promise<Response> =>
  fetch(`${url}/inbox/event`, { method: "POST", body: JSON.stringify({ id, text: "hello" }) });

describe("The gateway's requests", () => {
  it("what makes no sense is refused with the reason, and nothing is done", async () => {
    const { url } = await start();
    const refused = async (path: string, body: string): Promise<unknown> => {
      const response = await fetch(`${url}/${path}`, { method: "POST", body });
      return [response.status, await response.json()];
    };
    expect(await refused("inbox/event", "{")).toEqual([400, { error: "the body must be JSON" }]);
    expect(await refused("inbox/event", "[]")).toEqual([400, { error: "the body must be a JSON object" }]);
    expect(await refused("inbox/event", '{"id":"x"}')).toEqual([
      400,
      { error: '"text" must be a text that is not empty' },
    ]);
    expect(await refused("inbox/event", `{"id":"${"x".repeat(600)}","text":"y"}`)).toEqual([
      400,
      { error: expect.stringContaining("512") },
    ]);
    expect(await refused("inbox/event", `"${"x".repeat(300_000)}"`)).toEqual([
      400,
      { error: "the body is larger than 262144 bytes" },
    ]);
    for (const path of ["inbox/nothing", "nobody/event", "inbox/toString", "inbox/event/more", "", "__proto__/x"]) {
      expect(await refused(path, "{}"), path).toEqual([404, { error: "no plugin does this" }]);
    }
    expect(await get(url, "status")).toMatchObject({ status: 404 });
    expect(await get(url, "constructor")).toMatchObject({ status: 404 });
    expect(await get(url, "status.json")).toMatchObject({
      body: { owners: expect.arrayContaining([expect.objectContaining({ owner: "inbox", entries: 0 })]) },
    });
  });

  it("an event that the agent does not take is given up, and handled when it comes again", async () => {
    const agent = await startAgent();
    const { url } = await start("--agent-url", agent.url);
    const event = { id: "event-1", text: "hello" };
    agent.takes = () => false;
    expect(await post(url, "inbox/event", event)).toMatchObject({ status: 502 });
    agent.takes = () => true;
    expect(await post(url, "inbox/event", event)).toMatchObject({ body: { outcome: "handled" } });
    expect(await post(url, "inbox/event", event)).toMatchObject({ body: { outcome: "duplicate" } });
    expect(agent.told).toHaveLength(1);
  });

  it("a herd is told to come again, while the pages are shown", async () => {
    const agent = await startAgent();
    const { url } = await start("--agent-url", agent.url);
    let release = (): void => {};
    const released = new Promise<boolean>((resolve) => {
      release = () => resolve(true);
    });
    agent.takes = () => released;
    const herd = Array.from({ length: MOST_AT_ONCE + 1 }, (_, index) => eventTo(url, `event-${index}`));
    // Only the one for which there is no room can be answered.
    expect((await Promise.race(herd)).status).toBe(503);
    expect(await get(url, "status.json")).toMatchObject({ status: 200 });
    release();
    const statuses = (await Promise.all(herd)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(MOST_AT_ONCE);
    expect((await eventTo(url, "one-more")).status).toBe(200);
  });

  it("KS-LIFE-1 what is under way when it closes is answered, and its connection closed", async () => {
    const agent = await startAgent();
    const gateway = await start("--agent-url", agent.url);
    let closed: Promise<void> | undefined;
    agent.takes = () => {
      closed = gateway.close();
      return true;
    };
    const response = await eventTo(gateway.url, "event-1");
    expect([response.status, response.headers.get("connection")]).toEqual([200, "close"]);
    await closed;
    await expect(eventTo(gateway.url, "event-2")).rejects.toThrow("fetch failed");
    await expect(gateway.store.owners()).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
  });

  it("KS-PLUGIN-2 a plugin from outside gets no state, one that breaks is left out, and the others go on", async () => {
    const outside = createStateDirectory();
    const opens =
      'export default { id: "guest", start: ({ state }) => state.openKeyedStore({ namespace: "n", maxEntries: 1 }) };';
    writeFileSync(join(outside, "guest.mjs"), opens);
    writeFileSync(join(outside, "broken.mjs"), 'throw new Error("<broken>");');
    const { url } = await start("--plugins", outside);
    const page = await (await fetch(url)).text();
    expect(page).toContain("The plugin &quot;guest&quot; may have no state here: only bundled plugins may");
    expect(page).toContain("&lt;broken&gt;");
    expect(page).toContain("&lt;test&gt; &amp; co");
    expect(page).not.toContain("<test>");
    expect(await post(url, "threads/replied", { account: "a", channel: "c", thread: "t" })).toMatchObject({
      status: 200,
    });
  });
});

describe("The feed plugin", () => {
  it("fails open: with a store that is gone, a message is handled, and handled once", async () => {
    const store = await openStateStore({
      directory: "/memory",
      backend: "memory",
      providers: [memoryProvider()],
      limits: { maxEntriesPerOwner: 20_000 },
    });
    const plugin: RunningPlugin = await feed.start({
      state: store.owner("feed"),
      tellAgent: async () => {},
      instance: "test",
      leaseMs: 1000,
    });
    const message = (id: string): unknown => plugin.actions["message"]?.({ account: "x", id });
    expect(await message("1")).toEqual({ body: { fresh: true } });
    await store.close();
    expect(await message("1")).toEqual({ body: { fresh: false } });
    expect(await Promise.all([message("2"), message("2")])).toEqual([
      { body: { fresh: true } },
      { body: { fresh: false } },
    ]);
    expect(await message("")).toEqual({ body: { fresh: true } });
    expect(plugin.counts).toMatchObject({ failedOpen: 2 });
  });
});
