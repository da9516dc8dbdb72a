import { describe, expect, it } from "vitest";
import { hold } from "../support/hold.js";
import { startInspector } from "../support/inspector/start.js";
import { backends, ok, on } from "../support/on.js";
import { scratch } from "../support/program.js";
import { browser, choose, press, shownKeys, typeInto, untilLive, untilText } from "./browser.js";

const scratchDirectory = scratch();
const { open } = browser();

describe.each(backends)("the page on %s", (backend) => {
  async function start(directory: string, ...flags: readonly string[]) {
    const inspector = await startInspector(directory, "--backend", backend, ...flags);
    return { page: await open(inspector.address), inspector };
  }

  it("shows owners, how full they are, entries in pages, by age and key, by prefix and as a tree", async () => {
    const directory = scratchDirectory();
    await on(backend, directory).use(async (store) => {
      const handle = store.openKeyedStore<number>({ owner: "slack", namespace: "seen", maxEntries: 1_000 });
      const keys = Array.from({ length: 120 }, (_, index) => `T${index % 3}:C${String(index).padStart(3, "0")}`);
      await Promise.all(keys.map((key, index) => handle.register(key, index, { ttlMs: 3_600_000 })));
    });
    await ok(on(backend, directory), "set", "acme", "n", "k", "1");
    const { page } = await start(directory, "--quota", "240");
    await untilLive(page);
    await untilText(page, "header", "121 live entries");
    await untilText(page, "nav", "120 of 240");
    expect(await page.$eval("header", (header) => header.textContent)).toMatch(
      /looks only.*values hidden.*121 live entries/s,
    );
    expect(await page.$eval("nav", (nav) => nav.textContent)).toMatch(
      /acme.*1 of 240, 0 % full.*slack.*120 of 240, 50 % full/s,
    );
    await page.locator("::-p-xpath(//nav//button[starts-with(normalize-space(), 'seen')])").click();
    await untilText(page, ".summary", "120 live entries in the namespace. 50 rows on page 1.");
    expect((await shownKeys(page))[0]).toBe("T2:C119");
    await press(page, "Next page");
    await untilText(page, ".summary", "page 2");
    await press(page, "Next page");
    await untilText(page, ".summary", "20 rows on page 3");
    await press(page, "Previous page");
    await untilText(page, ".summary", "page 2");
    await choose(page, "Order", "first-key");
    await untilText(page, "tbody tr:first-child", "T0:C000");
    await typeInto(page, "[data-part=filter]", "T1:C00");
    await untilText(page, ".summary", "3 live entries begin with the prefix. 3 rows on page 1.");
    expect(await shownKeys(page)).toEqual(["T1:C001", "T1:C004", "T1:C007"]);
    await page.$eval("[data-part=filter]", (input) => {
      (input as HTMLInputElement).value = "";
      input.dispatchEvent(new Event("input"));
    });
    await choose(page, "Show as", "tree :");
    await untilText(page, "caption", "Keys as a tree");
    expect(await shownKeys(page)).toEqual(["T0:", "T1:", "T2:"]);
    await press(page, "T2:");
    await untilText(page, ".summary", "40 live entries begin with the prefix. 40 places on page 1.");
    await press(page, "Up");
    await untilText(page, ".summary", "3 places on page 1.");
    // The expiry counts down by itself.
    await choose(page, "Show as", "list");
    const countdown = await page.waitForSelector("tbody td[data-expires]");
    const before = await countdown?.evaluate((cell) => cell.textContent);
    expect(before).toMatch(/^in \d+ min \d+ s$/);
    await page.waitForFunction((text) => document.querySelector("td[data-expires]")?.textContent !== text, {}, before);
    await typeInto(page, "input[type=search]", "acm");
    await page.waitForFunction(() => document.querySelector("nav")?.textContent?.includes("slack") === false);
  });

  it("shows a value whole, pretty and raw, and copies it; without --reveal it is hidden", async () => {
    const directory = scratchDirectory();
    await ok(on(backend, directory), "set", "o", "n", "k", '{"a":[1,2]}');
    const { page, inspector } = await start(directory, "--reveal");
    await page.browserContext().overridePermissions(inspector.origin, ["clipboard-read", "clipboard-sanitized-write"]);
    await untilLive(page);
    await press(page, "k");
    await untilText(page, "pre", '{\n  "a": [\n    1,\n    2\n  ]\n}');
    await press(page, "Raw");
    await untilText(page, "pre", '{"a":[1,2]}');
    await page.bringToFront();
    await press(page, "Copy value");
    await untilText(page, ".note", "The value was copied.");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('{"a":[1,2]}');
    const other = await start(directory);
    await untilLive(other.page);
    await press(other.page, "k");
    await untilText(other.page, ".entry", "The value is hidden. Start the inspector with --reveal");
    expect(await other.page.content()).not.toContain("[1,2]");
  });

  it.each(backends)(
    "KS-SHARE-1 follows two processes on %s that write meanwhile, and marks what changed",
    async (other) => {
      const directory = scratchDirectory();
      const [first, second] = [await hold(directory, other), await hold(directory, other)];
      const { page } = await start(directory, "--reveal");
      await untilLive(page);
      await untilText(page, ".summary", "10 live entries");
      await first.register("by-the-first");
      await untilText(page, "tr.new .mark", "new");
      await second.register("by-the-second");
      await untilText(page, "tr.new", "by-the-second");
      await second.register("k5");
      await untilText(page, "tr.changed", "k5");
      expect((await shownKeys(page))[0]).toBe("k5");
      await ok(on(other, directory), "delete", "o", "n", "k7");
      await untilText(page, "tr.gone .mark", "gone");
      await untilText(page, ".summary", "11 live entries");
      await press(page, "Sessions, engine, events");
      await untilText(page, ".store", "this inspector");
      const store = await page.$eval(".store", (element) => element.textContent);
      expect(store).toMatch(/written.*k5/s);
      expect(store).toMatch(/gone.*k7/s);
      expect(store).toContain(backend);
    },
  );

  it("says how the store is: missing, there, empty, and that the inspector has ended", async () => {
    const directory = scratchDirectory();
    const { page, inspector } = await start(directory);
    await untilText(page, ".sentence", "There is no store at");
    await ok(on(backend, directory), "set", "o", "n", "k", "1");
    await untilText(page, ".badges", "1 live entry");
    await ok(on(backend, directory), "delete", "o", "n", "k");
    await untilText(page, ".sentence", "has no live entries");
    await inspector.end();
    await untilText(page, "[data-part=connection]", "the inspector has ended");
  });
});

describe("the address of the page", () => {
  it("keeps no key: it is in the tab alone, which can be loaded again; another tab has to be let in", async () => {
    const directory = scratchDirectory();
    await ok(on(backends[0] ?? "wasm", directory), "set", "o", "n", "k", "1");
    const inspector = await startInspector(directory);
    const page = await open(inspector.address);
    await untilLive(page);
    expect(page.url()).toBe(`${inspector.origin}/`);
    await page.reload();
    await untilLive(page);
    expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ""]);
    const other = await open(inspector.origin);
    await untilText(other, "main", "Open the address that keyed-store inspect printed");
    const wrong = await open(`${inspector.origin}/#${"x".repeat(43)}`);
    await untilText(wrong, "[role=alert]", "Open the address that the inspector printed.");
  });
});
