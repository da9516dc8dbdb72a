import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nativeProvider } from "@keyed-store/backend-native";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { type BackendProvider, openStateStore } from "@keyed-store/core";
import type { ElementHandle, Page } from "puppeteer-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { canRun } from "../../support/can-run.js";
import { addNote, notesBrowser, readTexts, startServer, untilText, untilTexts } from "./notes-page.js";

const PAGE = fileURLToPath(new URL("../../../../../examples/browser/page/", import.meta.url));
const NOTES = { owner: "notes", namespace: "notes", maxEntries: 1_000, overflow: "reject-new" } as const;

/** The engines of a server. */
const PROVIDERS = [wasmProvider(), nativeProvider()].filter(canRun);

const { open } = notesBrowser();

function makeDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "keyed-store-notes-")));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** What a program on a server finds in a store. */
async function readOnNode(directory: string, provider: BackendProvider): Promise<string[]> {
  const store = await openStateStore({ directory, providers: [provider], backend: [provider.name] });
  const entries = await store.openKeyedStore<{ text: string }>(NOTES).entries();
  await store.close();
  return entries.map(({ value }) => value.text);
}

/** Chooses a file for the page to import. */
async function chooseFile(page: Page, path: string): Promise<void> {
  const input = (await page.$("#file")) as ElementHandle<HTMLInputElement> | null; // it is an input of files
  await input?.uploadFile(path);
}

describe("two tabs", () => {
  it("see at once what the other writes, edits and deletes, and deleting is undone", async () => {
    const { address } = await startServer();
    const one = await open(address);
    await untilText(one, "#state", "0 notes, in this browser");
    await addNote(one, "bread");
    const other = await open(address);
    await untilTexts(other, "bread");
    await addNote(other, "olives");
    await untilTexts(one, "olives", "bread");
    await one.locator("#notes li:last-child .edit").click();
    await one.locator("#edit textarea").fill("the good bread");
    await one.locator("#edit .primary").click();
    await untilTexts(other, "the good bread", "olives");
    await other.locator("#notes li:first-child .delete").click();
    await untilTexts(one, "olives");
    await other.locator("#told button").click();
    await untilTexts(one, "the good bread", "olives");
  });

  it("edit one note: who comes second is shown what the other wrote, and writes over it only on purpose", async () => {
    const { address } = await startServer();
    const one = await open(address);
    await addNote(one, "first");
    const other = await open(address);
    await untilTexts(other, "first");
    await one.locator("#notes .edit").click();
    await one.locator("#edit textarea").fill("mine");
    await other.locator("#notes .edit").click();
    await other.locator("#edit textarea").fill("theirs");
    await other.locator("#edit .primary").click();
    await untilTexts(one, "theirs");
    await one.locator("#edit .primary").click();
    await untilText(one, "#edit .warning", "This note was changed meanwhile to: “theirs”");
    expect(await readTexts(other)).toEqual(["theirs"]);
    await one.locator("#edit .primary").click();
    await untilTexts(other, "mine");
  });
});

describe("without a network", () => {
  it("the page opens and keeps notes, when its server is gone", async () => {
    const { address, stop } = await startServer();
    const page = await open(address);
    await addNote(page, "before");
    await page.evaluate(() => navigator.serviceWorker.ready);
    await stop();
    await page.reload();
    await untilTexts(page, "before");
    await addNote(page, "without a network");
    await page.reload();
    await untilTexts(page, "without a network", "before");
  });

  it("all files of the page are kept for that", () => {
    const worker = readFileSync(join(PAGE, "service-worker.js"), "utf8");
    const kept = [...(/FILES = \[(.*?)\]/s.exec(worker)?.[1] ?? "").matchAll(/"(.*?)"/g)].map(([, name]) => name);
    const files = readdirSync(PAGE, { withFileTypes: true }).flatMap((each) => (each.isFile() ? [each.name] : []));
    const own = files.filter((name) => !["index.html", "service-worker.js"].includes(name));
    expect(kept.toSorted()).toEqual(["./", ...own, "keyed-store/standalone.js", "keyed-store/engine.wasm"].toSorted());
  });
});

describe("a store moves", () => {
  it("to a server: what is exported opens there on each engine", async () => {
    const { address } = await startServer();
    const page = await open(address);
    for (const text of ["one", "two", "three"]) await addNote(page, text);
    const directory = makeDirectory();
    const client = await page.createCDPSession();
    await client.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: directory });
    await page.locator("#export").click();
    await untilText(page, "#told", "Exported as state.sqlite.");
    await expect.poll(() => readdirSync(directory), { timeout: 60_000 }).toEqual(["state.sqlite"]);
    for (const provider of PROVIDERS) expect(await readOnNode(directory, provider)).toEqual(["one", "two", "three"]);
    // The page goes on with its own.
    await addNote(page, "four");
    expect(await readTexts(page)).toEqual(["four", "three", "two", "one"]);
  });

  it.each(PROVIDERS)(
    "from a server: what $name wrote is brought in, asked first, and never over what is later",
    async (provider) => {
      const directory = makeDirectory();
      const store = await openStateStore({ directory, providers: [provider], backend: [provider.name] });
      const handle = store.openKeyedStore<{ text: string }>(NOTES);
      await handle.register("a", { text: "of the server" });
      await handle.register("b", { text: "also of the server" }, { ttlMs: 3_600_000 });
      await store.close();
      const { address } = await startServer();
      const page = await open(address);
      await addNote(page, "of the page");
      const other = await open(address);
      await untilTexts(other, "of the page");
      await chooseFile(page, join(directory, "state.sqlite"));
      await untilText(page, "#ask-text", "state.sqlite has 2 notes. Bring them in?");
      await page.keyboard.press("Escape");
      await untilText(page, "#told", "Nothing was brought in.");
      expect(await readTexts(page)).toEqual(["of the page"]);
      await chooseFile(page, join(directory, "state.sqlite"));
      await page.locator("#ask .primary").click();
      await untilText(page, "#told", "2 brought in.");
      await untilTexts(other, "also of the server", "of the server", "of the page");
      expect(await page.$eval("#notes .facts", (facts) => facts.textContent)).toContain("kept until");
      await other.locator("#notes li:first-child .edit").click();
      await other.locator("#edit textarea").fill("later than the server");
      await other.locator("#edit .primary").click();
      await untilTexts(page, "later than the server", "of the server", "of the page");
      await chooseFile(page, join(directory, "state.sqlite"));
      await page.locator("#ask .primary").click();
      await untilText(page, "#told", "2 not later than here");
      expect(await readTexts(page)).toEqual(["later than the server", "of the server", "of the page"]);
    },
  );

  it("not from anything else: what is no store is refused, and nothing is left of it", async () => {
    const { address } = await startServer();
    const page = await open(address);
    await addNote(page, "mine");
    const file = join(makeDirectory(), "picture.sqlite");
    writeFileSync(file, "no database at all ".repeat(500));
    await chooseFile(page, file);
    await untilText(page, "#told", "picture.sqlite has no notes in it that can be read here.");
    expect(await readTexts(page)).toEqual(["mine"]);
    const left = await page.evaluate(async () => {
      const directory = await (await navigator.storage.getDirectory()).getDirectoryHandle("notes");
      const names: string[] = [];
      for await (const name of (directory as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name); // as browsers have it
      return names.filter((name) => !name.startsWith("state.sqlite"));
    });
    expect(left).toEqual([]);
  });
});
