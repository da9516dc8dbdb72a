import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { addNote, notesBrowser, readTexts, startServer, untilText, untilTexts } from "./notes-page.js";

const { open } = notesBrowser();

/** The package that has a page of its own brings the checker. */
const AXE = createRequire(new URL("../../../../keyed-store/package.json", import.meta.url)).resolve("axe-core");

const WHAT_TO_REMEMBER = ["Bread, olives, the good butter", "Ask Nora about the boat on Friday"];

async function start(): Promise<Page> {
  const { address } = await startServer();
  const page = await open(address);
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  for (const text of WHAT_TO_REMEMBER) await addNote(page, text);
  await page.select("#keep", "604800000");
  await addNote(page, "Wifi of the cabin: on the fridge\nKey: under the third pot");
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

/** How much wider the page is than the window. */
function readExcess(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

describe("the page for people", () => {
  it("axe finds nothing, in light and dark, with and without dialogs and problems", async () => {
    const page = await start();
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: "reduce" },
      ]);
      expect(await findBarriers(page)).toEqual([]);
      await page.locator("#notes .edit").click();
      expect(await findBarriers(page)).toEqual([]);
      await page.locator("#edit [value=cancel]").click();
      await page.evaluate(() => document.querySelector("#problem")?.removeAttribute("hidden"));
      expect(await findBarriers(page)).toEqual([]);
    }
  });

  it("goes by keyboard alone: a note is written, edited, deleted and brought back", async () => {
    const page = await start();
    const focus = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.id ?? "");
    const tabTo = async (name: string): Promise<void> => {
      for (let tabs = 0; !(await focus()).startsWith(name); tabs += 1) {
        expect(tabs).toBeLessThan(20);
        await page.keyboard.press("Tab");
      }
    };
    await tabTo("text");
    await page.keyboard.type("by hand");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await untilText(page, "#notes .text", "by hand");
    await tabTo("Edit: by hand");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    expect(await focus()).toBe("Edit: by hand");
    await tabTo("Delete: by hand");
    await page.keyboard.press("Enter");
    await untilText(page, "#told", "Deleted.");
    await page.waitForFunction(() => document.activeElement?.matches("#notes button"));
    await page.focus("#told button");
    await page.keyboard.press("Enter");
    await untilText(page, "#notes .text", "by hand");
  });

  it("fits 320 pixels and 200 %, also a word that is longer, and can be touched", async () => {
    const page = await start();
    await addNote(page, "w".repeat(400));
    for (const viewport of [
      { width: 320, height: 640, hasTouch: true, isMobile: true },
      { width: 450, height: 350, deviceScaleFactor: 2 },
    ]) {
      await page.setViewport(viewport);
      expect(await readExcess(page)).toBeLessThanOrEqual(0);
      await page.locator("#notes .edit").click();
      expect(await readExcess(page)).toBeLessThanOrEqual(0);
      await page.locator("#edit [value=cancel]").click();
    }
    const heights = await page.$$eval("button, select", (all) =>
      all.map((each) => each.getBoundingClientRect().height).filter((height) => height > 0),
    );
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  });

  it("says in plain words what is wrong: no files, another tab that holds on, no space", async () => {
    const { address } = await startServer();
    const without = await open(address, {
      before: (page) => page.evaluateOnNewDocument("delete StorageManager.prototype.getDirectory"),
    });
    await untilText(without, "#problem", "This window cannot keep notes.");
    const holder = await open(address, {
      before: (page) =>
        page.evaluateOnNewDocument(
          'navigator.locks.request("keyed-store:opfs:/notes/state.sqlite", () => new Promise((resolve) => { globalThis.letGo = resolve; }))',
        ),
    });
    await untilText(holder, "#problem", "Another tab has the notes and does not give way.");
    await holder.evaluate("letGo()");
    await holder.locator("#problem button").click();
    await untilText(holder, "#state", "0 notes");
    await addNote(holder, "there is room for this");
    const client = await holder.createCDPSession();
    const { usage } = await client.send("Storage.getUsageAndQuota", { origin: new URL(address).origin });
    await client.send("Storage.overrideQuotaForOrigin", { origin: new URL(address).origin, quotaSize: usage });
    for (let written = 0; await holder.$eval("#problem", (problem) => (problem as HTMLElement).hidden); written += 1) {
      expect(written).toBeLessThan(100);
      await holder.locator("#text").fill("x".repeat(10_000));
      await holder.locator("#new .primary").click();
      // It is stored and the field is empty, or it is not and the page says so.
      await holder.waitForFunction(
        () =>
          document.querySelector<HTMLTextAreaElement>("#text")?.value === "" ||
          !document.querySelector<HTMLElement>("#problem")?.hidden,
      );
    }
    await untilText(holder, "#problem", "There is no space left for this site.");
    await client.send("Storage.overrideQuotaForOrigin", { origin: new URL(address).origin });
    const before = (await readTexts(holder)).length;
    await holder.locator("#new .primary").click();
    await holder.waitForFunction((count: number) => document.querySelectorAll("#notes li").length > count, {}, before);
  });

  it("is as in its picture", async () => {
    const page = await start();
    const inDocs = process.env["KEYED_STORE_PICTURES"] === "1";
    const place = inDocs ? fileURLToPath(new URL("../../../../../docs", import.meta.url)) : makeScratch();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    const shoot = async (scheme: "light" | "dark", width: number): Promise<string> => {
      await page.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: "reduce" },
      ]);
      await page.setViewport({ width, height: 690, deviceScaleFactor: 2 });
      return page.screenshot({ encoding: "base64" });
    };
    const pictures = [
      { width: 320, data: await shoot("light", 320) },
      { width: 720, data: await shoot("dark", 720) },
    ];
    const both = await open("about:blank");
    await both.setViewport({ width: 1088, height: 714, deviceScaleFactor: 1 });
    await both.setContent(
      `<body style="margin:0;display:flex;gap:24px;padding:12px;background:#8a938f">${pictures
        .map(
          ({ width, data }) =>
            `<img width="${width}" height="690" style="border-radius:12px" src="data:image/png;base64,${data}">`,
        )
        .join("")}`,
    );
    await both.screenshot({ path: join(place, "browser.png") as `${string}.png` });
    await untilTexts(
      page,
      "Wifi of the cabin: on the fridge\nKey: under the third pot",
      ...WHAT_TO_REMEMBER.toReversed(),
    );
  });
});

function makeScratch(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-picture-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
