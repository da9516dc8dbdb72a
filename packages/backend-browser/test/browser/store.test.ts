import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openBrowser, run, type TestBrowser } from "../support/open-browser.js";
import { type Site, serve } from "../support/serve.js";

const BUILD = fileURLToPath(new URL("../../../../scripts/browser-build.mjs", import.meta.url));

/** Nothing may run or be fetched but what is said here. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:";

const OPEN = `
  const { browserProvider, openStateStore } = await import("/lib/standalone.js");
  globalThis.store ??= await openStateStore({ directory: "my-app", providers: [browserProvider()] });
  globalThis.notes ??= store.openKeyedStore({ owner: "test", namespace: "notes", maxEntries: 1_000 });`;

const LIST = `
  const directory = await (await navigator.storage.getDirectory()).getDirectoryHandle("my-app");
  return (await Array.fromAsync(directory.keys())).sort();`;

describe("in Chromium, under a strict policy and without a bundler", () => {
  let site: Site;
  let chromium: TestBrowser;

  beforeAll(async () => {
    execFileSync(process.execPath, [BUILD]);
    site = await serve({ headers: { "content-security-policy": POLICY } });
  });
  beforeAll(async () => {
    chromium = await openBrowser();
    return () => chromium.close();
  });
  afterAll(() => site.close());

  async function openPage(): Promise<Page> {
    const page = await chromium.openPage(site.origin);
    onTestFinished(async () => {
      if (!page.isClosed()) await page.close();
    });
    return page;
  }

  test("a value that was written is there after a reload, and nothing but the database after the end", async () => {
    const page = await openPage();
    expect(
      await run(
        page,
        `${OPEN} await notes.register("a", { text: "é" }); return [store.databasePath, store.backend.name]`,
      ),
    ).toEqual(["opfs:/my-app/state.sqlite", "browser"]);
    await page.reload();
    expect(await run(page, `${OPEN} return notes.lookup("a")`)).toEqual({ text: "é" });
    await run(page, "await store.close()");
    expect(await run(page, LIST)).toEqual(["state.sqlite"]);
  });

  test("KS-SHARE-1 two tabs hand the store over, and no update is lost", async () => {
    const tabs = [await openPage(), await openPage()];
    const count = `${OPEN} for (let i = 0; i < 100; i++) await notes.update("count", (count) => (count ?? 0) + 1);`;
    await Promise.all(tabs.map((tab) => run(tab, count)));
    for (const tab of tabs) expect(await run(tab, `return notes.lookup("count")`)).toBe(200);
    for (const tab of tabs) await run(tab, "await store.close()");
  });

  test("KS-WATCH-2 one tab sees what another one writes", async () => {
    const [watcher, writer] = [await openPage(), await openPage()];
    const seen = run(
      watcher,
      `${OPEN} for await (const { key, entry } of notes.watch({ keys: ["seen"], initial: true })) if (entry !== undefined) return [key, entry.value];`,
    );
    await run(writer, `${OPEN} await notes.register("seen", "yes")`);
    expect(await seen).toEqual(["seen", "yes"]);
  });

  test("a store that another tab keeps is busy, and the error says who has it and that it does not answer", async () => {
    const [frozen, other] = [await openPage(), await openPage()];
    // As a tab that the browser has stopped: it has the lock and answers nobody.
    await run(
      frozen,
      `await new Promise((held) => void navigator.locks.request("keyed-store:opfs:/my-app/state.sqlite", () => { held(); return new Promise(() => {}); }));`,
    );
    const opening = `
      const { browserProvider, openStateStore } = await import("/lib/standalone.js");
      await openStateStore({ directory: "my-app", providers: [browserProvider()], busyTimeoutMs: 300 });`;
    await expect(run(other, opening)).rejects.toThrow(
      /KEYED_STORE_BUSY: .*another tab, window or worker of this site \(client .+\).*has not answered/,
    );
    await frozen.close();
    await run(other, `${OPEN} await store.close()`);
  });

  test("a tab that is closed in the middle leaves all that was acknowledged", async () => {
    const page = await openPage();
    await run(
      page,
      `${OPEN} await notes.register("kept", 1); void (async () => { for (let i = 0; ; i++) await notes.register("more", i); })();`,
    );
    await page.close();
    const next = await openPage();
    expect(await run(next, `${OPEN} return notes.lookup("kept")`)).toBe(1);
    await run(next, "await store.close()");
  });

  test("a backup is a file beside the store, made once", async () => {
    const page = await openPage();
    await run(page, `${OPEN} await notes.register("a", 1); await store.backup("my-app/copy.sqlite")`);
    await expect(run(page, `await store.backup("my-app/copy.sqlite")`)).rejects.toThrow("KEYED_STORE_INVALID_INPUT");
    await expect(run(page, `await store.backup("nowhere/copy.sqlite")`)).rejects.toThrow("KEYED_STORE_WRITE_FAILED");
    const copy = `
      const { browserProvider, openStateStore } = await import("/lib/standalone.js");
      const copy = await openStateStore({ directory: "my-app", fileName: "copy.sqlite", providers: [browserProvider()], access: "read-only" });
      const value = await copy.openKeyedStore({ owner: "test", namespace: "notes", maxEntries: 1_000 }).lookup("a");
      await copy.close();
      return value;`;
    expect(await run(page, copy)).toBe(1);
    await run(page, "await store.close()");
  });

  test("a page that the browser may stop has the files closed, and opens them at their next use", async () => {
    const page = await openPage();
    await run(page, `${OPEN} await notes.register("a", 1)`);
    const held = `(await navigator.locks.query()).held.filter(({ name }) => name.startsWith("keyed-store:")).length`;
    expect(await run(page, `return ${held}`)).toBe(1);
    // In real time: the page waits for its own worker, and how often it looks decides nothing.
    await run(
      page,
      `dispatchEvent(new Event("pagehide")); while (${held} > 0) await new Promise((resolve) => setTimeout(resolve))`,
    );
    expect(await run(page, `return [await notes.lookup("a"), ${held}]`)).toEqual([1, 1]);
    await run(
      page,
      `document.dispatchEvent(new Event("freeze")); while (${held} > 0) await new Promise((resolve) => setTimeout(resolve))`,
    );
    expect(await run(page, `await notes.register("a", 2); return notes.lookup("a")`)).toBe(2);
    await run(page, "await store.close()");
  });

  test("KS-PROBE-1 KS-DUR-1 it is probed, and writes for power too; KS-TTL-3 by a clock of the page's", async () => {
    const page = await openPage();
    const use = `
      const { browserProvider, openStateStore } = await import("/lib/standalone.js");
      let now = 1_000;
      const store = await openStateStore({ directory: "b/c", providers: [browserProvider()], durability: "power", thread: "worker", clock: () => now });
      const timed = store.openKeyedStore({ owner: "test", namespace: "timed", maxEntries: 10 });
      await timed.register("a", 1, { ttlMs: 500 });
      const before = await timed.lookup("a");
      now = 2_000;
      const answer = [before, await timed.lookup("a"), (await store.probe()).ok];
      await store.close();
      return answer;`;
    expect(await run(page, use)).toEqual([1, undefined, true].map((each) => each ?? null));
  });

  test("worker and engine are found at the addresses that are given, though the server does not know WebAssembly", async () => {
    const other = await serve({ types: { ".wasm": "application/octet-stream" } });
    onTestFinished(() => other.close());
    const page = await chromium.openPage(other.origin);
    const open = (options: string): Promise<unknown> =>
      run(
        page,
        `const { browserProvider, openStateStore } = await import("/lib/standalone.js");
         const store = await openStateStore({ directory: "a", providers: [browserProvider(${options})] });
         await store.close();`,
      );
    await open('{ worker: "/lib/worker.js", wasm: "lib/engine.wasm" }');
    await expect(open('{ worker: "/lib/missing.js" }')).rejects.toThrow(
      /KEYED_STORE_BACKEND_UNAVAILABLE: .*The worker did not start/s,
    );
    await expect(open('{ wasm: "/lib/missing.wasm" }')).rejects.toThrow(
      /KEYED_STORE_BACKEND_UNAVAILABLE: .*missing.wasm answered 404/s,
    );
    await expect(open('{ worker: "http://localhost/worker.js" }')).rejects.toThrow(
      /KEYED_STORE_BACKEND_UNAVAILABLE: .*own origin/s,
    );
    await page.close();
  });

  test("KS-LIFE-4 a store that is not there is not made by one who only reads", async () => {
    const page = await openPage();
    const read = `
      const { browserProvider, openStateStore } = await import("/lib/standalone.js");
      await openStateStore({ directory: "nothing", providers: [browserProvider()], access: "read-only" });`;
    await expect(run(page, read)).rejects.toThrow(/KEYED_STORE_OPEN_FAILED: There is no store at opfs:\/nothing/);
    expect(
      await run(page, "return (await Array.fromAsync((await navigator.storage.getDirectory()).keys())).sort()"),
    ).not.toContain("nothing");
  });

  test("KS-LIFE-5 a store whose site data was cleared says so, and can be opened anew", async () => {
    const page = await openPage();
    await run(page, `${OPEN} await notes.register("a", 1)`);
    const session = await page.createCDPSession();
    await session.send("Storage.clearDataForOrigin", { origin: site.origin, storageTypes: "all" });
    // It is looked for once a second, by a use. In real time: what a browser does with the data of a site is the thing under test.
    const use = `for (;;) { await notes.register("b", 2); await new Promise((resolve) => setTimeout(resolve, 50)); }`;
    await expect(run(page, use)).rejects.toThrow(/KEYED_STORE_(WRITE|READ)_FAILED: .*was deleted/);
    await run(page, "await store.close(); store = undefined; notes = undefined");
    expect(await run(page, `${OPEN} return notes.count()`)).toBe(0);
    await run(page, "await store.close()");
  });
});
