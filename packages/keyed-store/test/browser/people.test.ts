import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer-core";
import { beforeAll, describe, expect, it } from "vitest";
import { startInspector } from "../support/inspector/start.js";
import { backends, on } from "../support/on.js";
import { scratch } from "../support/program.js";
import { browser, choose, press, shownKeys, untilLive, untilText } from "./browser.js";

const scratchDirectory = scratch();
const { open } = browser();
const [backend = "wasm"] = backends;
const AXE = createRequire(import.meta.url).resolve("axe-core");
/** The pictures of the page's documentation are made anew with KEYED_STORE_PICTURES=1. */
const pictures =
  process.env["KEYED_STORE_PICTURES"] === "1"
    ? fileURLToPath(new URL("../../../../docs", import.meta.url))
    : scratchDirectory();
const directory = scratchDirectory();

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  await on(backend, directory).use(async (store) => {
    const write = async (
      owner: string,
      namespace: string,
      entries: readonly (readonly [string, unknown])[],
      ttlMs?: number,
    ): Promise<void> => {
      const handle = store.openKeyedStore<unknown>({ owner, namespace, maxEntries: 1_000 });
      for (const [key, value] of entries) await handle.register(key, value, { ttlMs });
    };
    const threads = Array.from(
      { length: 64 },
      (_, index) => `T024BE7LD:C${String(2_147_483 + index * 7)}:1732${index}`,
    );
    await write(
      "discord",
      "sessions",
      [
        ["guild/7/user/41", { seen: true }],
        ["guild/7/user/77", { seen: false }],
      ],
      86_400_000,
    );
    await write(
      "github",
      "deliveries",
      threads.slice(0, 31).map((key) => [key.replaceAll(":", "-"), { status: 202 }]),
      259_200_000,
    );
    await write("slack", "approvals", [["deploy/api/1841", { by: "ada", state: "waiting" }]], 3_600_000);
    await write(
      "slack",
      "thread-participation",
      threads.map((key, index) => [key, { repliedAt: 1_732_000_000 + index, channel: "#ops", text: "On it." }]),
      7_200_000,
    );
  });
});

async function start(...flags: readonly string[]): Promise<Page> {
  const inspector = await startInspector(directory, "--backend", backend, "--quota", "100", ...flags);
  const page = await open(inspector.address);
  await untilLive(page);
  await page.locator("::-p-xpath(//nav//button[starts-with(normalize-space(), 'thread-participation')])").click();
  await untilText(page, ".title", "slack / thread-participation");
  return page;
}

/** What axe finds that is serious, by its rule and where. */
async function findBarriers(page: Page): Promise<string[]> {
  // The page's own policy lets nothing run but its script, so that the checker is brought in past it.
  await page.setBypassCSP(true);
  await page.evaluate(readFileSync(AXE, "utf8"));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    }; // The checker that was just brought in.
    const { violations } = await axe.run();
    return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${impact} ${id}: ${html}`));
  });
}

describe("the page for people", () => {
  it("axe finds nothing, in light and dark, in any view", async () => {
    const page = await start("--reveal", "--write");
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: "reduce" },
      ]);
      expect(await findBarriers(page)).toEqual([]);
      await page.locator("tbody button.key").click();
      await page.waitForSelector(".entry pre");
      expect(await findBarriers(page)).toEqual([]);
      await press(page, "Edit value");
      await page.locator("textarea").fill("{");
      await press(page, "Save");
      await untilText(page, ".conflict", "not JSON");
      expect(await findBarriers(page)).toEqual([]);
      await press(page, "Cancel");
      await press(page, "Set expiry");
      await page.waitForSelector("input[type=number]");
      expect(await findBarriers(page)).toEqual([]);
      await press(page, "Delete");
      await page.waitForSelector("dialog");
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await press(page, "Close");
      await press(page, "Sessions, engine, events");
      await untilText(page, ".store", "this inspector");
      expect(await findBarriers(page)).toEqual([]);
      await page.locator("::-p-xpath(//nav//button[starts-with(normalize-space(), 'thread-participation')])").click();
      await untilText(page, ".title", "slack / thread-participation");
    }
  });

  it("goes by keyboard alone: to the filter, along the rows, into an entry and back", async () => {
    const inspector = await startInspector(directory, "--backend", backend, "--reveal");
    const page = await open(inspector.address);
    await untilLive(page);
    const focus = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
    await page.keyboard.press("Tab");
    expect(await focus()).toBe("Skip to the entries");
    for (let tabs = 0; !(await focus()).startsWith("thread-participation"); tabs += 1) {
      expect(tabs).toBeLessThan(10);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await untilText(page, ".title", "slack / thread-participation");
    await page.keyboard.press("/");
    await page.keyboard.type("T024BE7LD:C21474");
    await untilText(page, ".summary", "3 live entries begin with the prefix. 3 rows");
    const keys = await shownKeys(page);
    for (let tabs = 0; (await focus()) !== keys[0]; tabs += 1) {
      expect(tabs).toBeLessThan(10);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    expect(await focus()).toBe(keys[1]);
    await page.keyboard.press("Enter");
    await untilText(page, "#entry-key", keys[1] ?? "");
    await page.waitForFunction(() => document.activeElement?.classList.contains("entry"));
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".entry")?.hidden);
    expect(await focus()).toBe(keys[1]);
  });

  it("has a table with a caption and scopes, and says counts and states in words", async () => {
    const page = await start();
    expect(
      await page.$eval(".entries table", (table) => [
        table.caption?.textContent,
        [...table.querySelectorAll("th")].every((each) => each.scope !== ""),
      ]),
    ).toEqual(["Entries", true]);
    expect(await page.$eval(".summary", (summary) => summary.getAttribute("aria-live"))).toBe("polite");
    expect(await page.$eval(".badges", (badges) => badges.textContent)).toBe(
      "looks onlyvalues hidden98 live entrieslive",
    );
  });

  it("fits 320 pixels and 200 %, and keeps still for who wants no motion", async () => {
    const page = await start("--reveal", "--write");
    await page.locator("tbody button.key").click();
    await page.waitForSelector(".entry pre");
    for (const viewport of [
      { width: 320, height: 700 },
      { width: 590, height: 410, deviceScaleFactor: 2 },
    ]) {
      await page.setViewport(viewport);
      const excess = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await excess()).toBeLessThanOrEqual(0);
      await choose(page, "Show as", "tree :");
      await untilText(page, "caption", "Keys as a tree");
      expect(await excess()).toBeLessThanOrEqual(0);
      await choose(page, "Show as", "list");
      await untilText(page, "caption", "Entries");
    }
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    expect(await page.$eval("tbody tr", (row) => getComputedStyle(row).transitionDuration)).toBe("0s");
  });

  it("is as in its pictures", async () => {
    const page = await start("--reveal");
    await page.locator("tbody button.key").click();
    await page.waitForSelector(".entry pre");
    // The place of the store is another on each machine.
    await page.evaluate(() => {
      const path = document.querySelector(".path");
      if (path !== null)
        path.textContent = path.textContent?.replace(/^.*state\.sqlite/, "/srv/bot/state/state.sqlite") ?? "";
    });
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    for (const scheme of ["light", "dark"] as const) {
      // Else a row may be caught half-way from one colour to the other.
      await page.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: "reduce" },
      ]);
      await page.setViewport({ width: 1280, height: 720 });
      await page.screenshot({ path: join(pictures, `inspector-${scheme}.png`) as `${string}.png` });
    }
    await page.setViewport({ width: 320, height: 700 });
    await page.screenshot({ path: join(scratchDirectory(), "inspector-320.png") as `${string}.png`, fullPage: true });
  });
});
