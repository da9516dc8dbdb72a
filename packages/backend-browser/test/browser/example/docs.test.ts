import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { findChromium } from "../../../../../scripts/browser/find-chromium.mjs";
import { type Block, blocks, read } from "../../../../../test/pages.js";
import { expectPromises } from "../../../../../test/promises.js";
import { serve } from "../../support/serve.js";
import { notesBrowser } from "./notes-page.js";

const PAGE = "docs/browser.md";
const POLICY = /^```text\n(.*?)\n```$/ms.exec(read(PAGE))?.[1] ?? "";

/** The one module that a page without a bundler loads exports what the packages do. */
const PACKAGES = /"@keyed-store\/(?:core|backend-browser)"/g;

describe.skipIf(findChromium() === undefined)(PAGE, () => {
  const { open } = notesBrowser();

  /** Runs an example as a page's own script, under the policy that the page names. */
  async function runInPage(script: string): Promise<string> {
    const site = await serve({
      pages: {
        "/": '<!doctype html><html lang="en"><title></title><link rel="icon" href="/icon.js"><script type="module" src="/example.js"></script>',
        "/icon.js": "",
        "/example.js": `${script}\ndocument.title = "done";`,
      },
      headers: { "content-security-policy": POLICY },
    });
    try {
      const printed: Promise<string>[] = [];
      const page = await open(site.origin, {
        before: async (opened) =>
          opened.on("console", (message) =>
            printed.push(
              Promise.all(message.args().map(async (each) => show(await each.jsonValue()))).then((all) =>
                all.join(" "),
              ),
            ),
          ),
      });
      await page.waitForFunction(() => document.title === "done");
      return (await Promise.all(printed)).map((line) => `${line}\n`).join("");
    } finally {
      await site.close();
    }
  }

  const [first, ...others] = blocks(PAGE, "ts", "js").filter(({ text }) => text.includes("store"));

  it("the first example prints what its comments say, in ten lines or less", async () => {
    const example = first as Block; // else nothing is found of it, and the test fails
    expect(example.text.trim().split("\n").length + 1).toBeLessThanOrEqual(10);
    const script = example.text.replaceAll(PACKAGES, '"/lib/standalone.js"').replace("<string>", "");
    expectPromises(example, await runInPage(script));
  });

  it("the parts that follow work: memory instead, and a copy among the site's files", async () => {
    const bodies = others.filter(({ text }) => /await/.test(text)).map(({ text }) => text);
    expect(bodies).toHaveLength(2);
    const printed = await runInPage(
      `import { browserProvider, memoryProvider } from "/lib/standalone.js";
      import { openStateStore } from "/lib/standalone.js";
      ${bodies.join("\n")}
      console.log(store.backend.name, new TextDecoder().decode(await file.slice(0, 15).arrayBuffer()));`,
    );
    expect(printed).toBe("browser SQLite format 3\n");
  });
});

function show(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}
