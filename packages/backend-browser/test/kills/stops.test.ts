import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratch } from "../support/scratch.js";
import type { Site } from "../support/serve.js";
import { launchChromium } from "./launch.js";
import { openSite } from "./open-site.js";
import { openTab, type Tab } from "./open-tab.js";

const makeDirectory = scratch();
let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchChromium(makeDirectory());
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const open = (): Promise<Tab> =>
  openTab(browser, site.origin, (report) => {
    throw new Error(JSON.stringify(report));
  });

/** Waits until no tab has a store. */
async function untilFree({ page }: Tab, directory: string): Promise<void> {
  const lock = `keyed-store:opfs:/${directory}/state.sqlite`;
  await page.waitForFunction(
    `navigator.locks.query().then(({ held }) => held.every(({ name }) => name !== ${JSON.stringify(lock)}))`,
    { polling: 20 },
  );
}

describe("KS-SHARE-1 KS-SHARE-2 tabs that the browser stops", () => {
  it("a tab that is hidden lets go of the store: so a frozen one does not have it, and goes on when it is thawed", async () => {
    const hidden = await open();
    expect(await hidden.call("attempt", "hidden", "register", ["key", 1])).toEqual({ value: undefined });
    const other = await open();
    await other.page.bringToFront();
    await untilFree(other, "hidden");
    await hidden.client.send("Page.setWebLifecycleState", { state: "frozen" });
    expect(await other.call("attempt", "hidden", "lookup", ["key"])).toEqual({ value: 1 });
    expect(await other.call("attempt", "hidden", "register", ["key", 2])).toEqual({ value: undefined });
    await hidden.client.send("Page.setWebLifecycleState", { state: "active" });
    expect(await hidden.call("attempt", "hidden", "lookup", ["key"])).toEqual({ value: 2 });
    expect(await hidden.call("attempt", "hidden", "register", ["key", 3])).toEqual({ value: undefined });
    expect(await other.call("attempt", "hidden", "lookup", ["key"])).toEqual({ value: 3 });
    await Promise.all([hidden.page.close(), other.page.close()]);
  });

  it("a tab that is frozen while it has the store does not answer: whoever waits is told so, and nothing is lost", async () => {
    const [frozen, other] = [await open(), await open()];
    // Hidden already: it keeps what it opens from now on.
    expect(await frozen.call("attempt", "frozen", "register", ["key", 1])).toEqual({ value: undefined });
    await frozen.client.send("Page.setWebLifecycleState", { state: "frozen" });
    const answer = await other.call("attempt", "frozen", "lookup", ["key"], 2_000);
    // Where its worker is quick, it hears of the end in time.
    if (!("value" in answer))
      expect(answer).toEqual({
        code: "KEYED_STORE_BUSY",
        retryable: true,
        message: expect.stringContaining("the browser may have frozen it"),
      });
    await frozen.client.send("Page.setWebLifecycleState", { state: "active" });
    expect(await other.call("attempt", "frozen", "lookup", ["key"])).toEqual({ value: 1 });
    expect(await frozen.call("attempt", "frozen", "register", ["key", 2])).toEqual({ value: undefined });
    expect(await other.call("attempt", "frozen", "lookup", ["key"])).toEqual({ value: 2 });
    await Promise.all([frozen.page.close(), other.page.close()]);
  });

  it("a page that is left lets go of the store, and goes on where it is shown again as it was", async () => {
    const left = await open();
    await left.page.evaluate(() => Object.assign(globalThis, { isAsItWas: true }));
    expect(await left.call("attempt", "left", "register", ["key", 1])).toEqual({ value: undefined });
    const other = await open();
    await other.page.bringToFront();
    // Only what has no lock is kept for the way back.
    await untilFree(other, "left");
    await left.page.goto(`${site.origin}/elsewhere.html`);
    expect(await other.call("attempt", "left", "lookup", ["key"])).toEqual({ value: 1 });
    expect(await other.call("attempt", "left", "register", ["key", 2])).toEqual({ value: undefined });
    await left.page.goBack();
    expect(await left.page.evaluate("isAsItWas")).toBe(true);
    expect(await left.call("attempt", "left", "lookup", ["key"])).toEqual({ value: 2 });
    expect(await left.call("attempt", "left", "register", ["key", 3])).toEqual({ value: undefined });
    expect(await other.call("attempt", "left", "lookup", ["key"])).toEqual({ value: 3 });
    await Promise.all([left.page.close(), other.page.close()]);
  });
});

describe("KS-LIFE-5 KS-ERR-2 storage that the browser takes away", () => {
  it("the site's data is cleared: soon each operation fails, and says so", async () => {
    const tab = await open();
    expect(await tab.call("attempt", "cleared", "register", ["key", 1])).toEqual({ value: undefined });
    await tab.client.send("Storage.clearDataForOrigin", { origin: site.origin, storageTypes: "all" });
    let answer = await tab.call("attempt", "cleared", "register", ["key", 2]);
    while (!("code" in answer)) answer = await tab.call("attempt", "cleared", "register", ["key", 2]);
    expect(answer).toEqual({
      code: "KEYED_STORE_WRITE_FAILED",
      retryable: false,
      message: expect.stringMatching(/gone|deleted|removed|cleared/),
    });
    expect(await tab.call("attempt", "cleared", "lookup", ["key"])).toMatchObject({ code: "KEYED_STORE_READ_FAILED" });
    await tab.page.close();
    // Who comes later finds an empty place, and can write.
    const next = await open();
    expect(await next.call("attempt", "cleared", "count", [])).toEqual({ value: 0 });
    expect(await next.call("attempt", "cleared", "register", ["key", 3])).toEqual({ value: undefined });
    await next.page.close();
  });

  it("the quota is reached: the disk is full, nothing is lost, and the store goes on with a larger one", async () => {
    const tab = await open();
    const value = "x".repeat(60_000);
    expect(await tab.call("attempt", "full", "register", ["first", value])).toEqual({ value: undefined });
    const { origin } = site;
    await tab.client.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 6_000_000 });
    let written = 0;
    let answer = await tab.call("attempt", "full", "register", ["0", value]);
    while (!("code" in answer)) answer = await tab.call("attempt", "full", "register", [String(++written), value]);
    expect(answer).toEqual({
      code: "KEYED_STORE_WRITE_FAILED",
      retryable: true,
      message: expect.stringMatching(/is full/),
    });
    expect(await tab.call("attempt", "full", "lookup", ["first"])).toEqual({ value });
    await tab.client.send("Storage.overrideQuotaForOrigin", { origin });
    expect(await tab.call("attempt", "full", "register", ["last", value])).toEqual({ value: undefined });
    // The first, those up to the one that failed, and the last.
    expect(await tab.call("attempt", "full", "count", [])).toEqual({ value: written + 2 });
    expect(await tab.call("attempt", "full", "lookup", [String(written - 1)])).toEqual({ value });
    await tab.page.close();
  });
});
