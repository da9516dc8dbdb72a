import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer-core";
import { describe, expect, it } from "vitest";
import { startInspector } from "../support/inspector/start.js";
import { backends, ok, on } from "../support/on.js";
import { scratch } from "../support/program.js";
import { browser, press, typeInto, untilLive, untilText } from "./browser.js";

const scratchDirectory = scratch();
const { open } = browser();

describe.each(backends)("the page with --write on %s", (backend) => {
  async function start(...flags: readonly string[]) {
    const directory = scratchDirectory();
    const line = on(backend, directory);
    for (const key of ["a:1", "a:2", "b:1"]) await ok(line, "set", "o", "n", key, '"old"', "--ttl", "2h");
    const inspector = await startInspector(directory, "--backend", backend, "--write", ...flags);
    const page = await open(inspector.address);
    await untilLive(page);
    return { directory, line, page };
  }

  async function write(page: Page, text: string): Promise<void> {
    await page.locator("textarea").fill(text);
  }

  it("a value is edited; a conflict says so and shows both", async () => {
    const { line, page } = await start("--reveal");
    await press(page, "a:1");
    await untilText(page, "pre", '"old"');
    await press(page, "Edit value");
    await write(page, '"mine"');
    await press(page, "Save");
    await untilText(page, ".note", "The value was written.");
    await untilText(page, "pre", '"mine"');
    expect(await ok(line, "get", "o", "n", "a:1")).toBe('"mine"\n');
    await press(page, "Edit value");
    await write(page, '"mine again"');
    await ok(line, "set", "o", "n", "a:1", '"of another program"');
    await untilText(page, ".note", "The entry changed meanwhile.");
    await press(page, "Save");
    await untilText(page, ".conflict", "Conflict:");
    await untilText(page, ".conflict pre", '"of another program"');
    expect(await page.$eval("textarea", ({ value }) => value)).toBe('"mine again"');
    expect(await ok(line, "get", "o", "n", "a:1")).toBe('"of another program"\n');
    await page.locator(".conflict button").click();
    await untilText(page, ".note", "The value was written.");
    expect(await ok(line, "get", "o", "n", "a:1")).toBe('"mine again"\n');
    await press(page, "Edit value");
    await write(page, "no JSON");
    await press(page, "Save");
    await untilText(page, ".conflict", "The value is not JSON.");
  });

  it("an expiry is set and taken away, and one entry deleted after a question", async () => {
    const { line, page } = await start();
    await press(page, "a:2");
    await press(page, "Set expiry");
    await page.locator("input[type=number]").fill("30");
    await press(page, "Set");
    await untilText(page, ".facts", "in 1 d 5 h");
    await press(page, "Set expiry");
    await press(page, "Never expires");
    await untilText(page, ".facts", "never");
    await press(page, "Delete");
    await untilText(page, "dialog", "Delete this entry?");
    // Who presses Enter at once, or Escape, deletes nothing.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Cancel");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector("dialog") === null);
    expect(await ok(line, "count", "o", "n")).toBe("3\n");
    await press(page, "Delete");
    await page.locator("dialog button.danger").click();
    await untilText(page, ".entry", "This entry is gone");
    await untilText(page, ".summary", "2 live entries");
    expect(await ok(line, "keys", "o", "n")).toBe("a:1\nb:1\n");
  });

  it("a prefix is deleted after a preview with the count; expired entries are swept", async () => {
    const { line, page } = await start();
    await typeInto(page, "[data-part=filter]", "a:");
    await untilText(page, ".summary", "2 live entries begin with the prefix");
    await press(page, "Actions");
    await press(page, "Delete by prefix");
    await untilText(page, "dialog", "Delete 2 live entries?");
    await untilText(page, "dialog .key", "a:");
    await press(page, "Delete 2");
    await untilText(page, ".actions .note", "2 entries were deleted.");
    expect(await ok(line, "keys", "o", "n")).toBe("b:1\n");
    await ok(line, "set", "o", "n", "short", "1", "--ttl", "1ms");
    await press(page, "Remove expired entries");
    await untilText(page, ".actions .note", "1 expired entry was removed");
  });

  it("exports, imports and backs up", async () => {
    const { line, page } = await start("--reveal");
    const place = scratchDirectory();
    const client = await page.createCDPSession();
    await client.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: place });
    await press(page, "Actions");
    await press(page, "Export all");
    const read = (name: string): string => {
      try {
        return readFileSync(join(place, name), "latin1");
      } catch {
        return "";
      }
    };
    await expect.poll(() => read("store.ndjson"), { timeout: 60_000 }).toBe(await ok(line, "export"));
    await press(page, "Back up the store");
    await expect.poll(() => read("state.sqlite").slice(0, 15), { timeout: 60_000 }).toBe("SQLite format 3");
    const file = join(place, "in.ndjson");
    writeFileSync(
      file,
      `${JSON.stringify({ owner: "o", namespace: "n", key: "in", value: 1, createdAt: Date.now() })}\nnothing\n`,
    );
    const input = (await page.$("input[type=file]")) as ElementHandle<HTMLInputElement> | null;
    await input?.uploadFile(file);
    await untilText(page, ".actions .note", "1 restored, 1 malformed. Line 2: not a JSON object.");
    expect(await ok(line, "get", "o", "n", "in")).toBe("1\n");
  });
});
