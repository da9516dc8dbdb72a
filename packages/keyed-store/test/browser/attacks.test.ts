import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startInspector } from "../support/inspector/start.js";
import { backends, ok, on } from "../support/on.js";
import { scratch } from "../support/program.js";
import { browser, press, typeInto, untilLive, untilText } from "./browser.js";

const scratchDirectory = scratch();
const { open } = browser();
const [backend = "wasm"] = backends;

/** What would play with who looks: markup, attributes, addresses that run, templates, and marks that turn the direction of writing. */
const HOSTILE = [
  "<img src=x onerror=\"document.title='owned'\">",
  "<script>document.title='owned'</script>",
  "\"><svg onload=document.title='owned'>",
  "javascript:document.title='owned'",
  "{{constructor.constructor('document.title=1')()}}",
  "</style></script><h1>owned</h1>",
  "\u202egpj.exe \u2066x\u2069\u200b\u0007\u001b[31m",
  "&lt;b&gt;&amp;",
];
const HIDDEN = /[^\P{Cc}\n]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** A page of somebody else's, on this machine. */
async function serveForeign(html: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(html);
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("the page shows what is hostile as text", () => {
  it("keys, values, folders, dialogs and errors: nothing runs, nothing is hidden, nothing is made of it", async () => {
    const directory = scratchDirectory();
    await on(backend, directory).use(async (store) => {
      const handle = store.openKeyedStore<unknown>({ owner: "@o/p:x", namespace: "n", maxEntries: 1_000 });
      for (const text of HOSTILE) await handle.register(text, { [text]: text, list: HOSTILE });
      await handle.register("large", HOSTILE.join(" ").repeat(300).slice(0, 60_000));
    });
    const inspector = await startInspector(directory, "--backend", backend, "--reveal", "--write");
    const page = await open(inspector.address);
    await untilLive(page);
    const expectHarmless = async (): Promise<void> => {
      expect(await page.title()).toBe("keyed-store inspector");
      expect(
        await page.$$eval(
          "img, svg, script:not([type=module]), iframe, h1 ~ h1, object, embed, form, [onerror], [onload]",
          (all) => all.length,
        ),
      ).toBe(0);
      expect(await page.evaluate(() => document.body.textContent)).not.toMatch(HIDDEN);
      expect(await page.$$eval("a", (all) => all.map((each) => each.getAttribute("href")))).toEqual(["#main"]);
    };
    await untilText(page, ".summary", `${HOSTILE.length + 1} live entries`);
    await expectHarmless();
    const buttons = await page.$$("tbody button.key");
    for (let index = 0; index < buttons.length; index += 1) {
      await page.evaluate((at) => document.querySelectorAll<HTMLElement>("tbody button.key")[at]?.click(), index);
      await page.waitForFunction(
        (at) => {
          const name = document.querySelectorAll("tbody button.key")[at]?.textContent;
          return (
            document.querySelector("#entry-key")?.textContent === name && document.querySelector(".entry pre") !== null
          );
        },
        {},
        index,
      );
      await expectHarmless();
    }
    expect(await page.$eval(".entry pre", (pre) => pre.children.length)).toBe(0);
    await press(page, "Delete");
    await untilText(page, "dialog", "Delete this entry?");
    await expectHarmless();
    await page.keyboard.press("Escape");
    for (const shape of ["tree :", "tree /", "tree ."]) {
      await page.waitForSelector("label:nth-of-type(2) select");
      await page.select("label:nth-of-type(2) select", shape);
      await untilText(page, "caption", "Keys as a tree");
      await expectHarmless();
    }
    await typeInto(page, "[data-part=filter]", "<img src=x onerror=document.title='owned'>");
    await expectHarmless();
  });
});

describe("pages of others, in a real browser", () => {
  const ATTACK = (origin: string, token: string): string => `<!doctype html><title>evil</title><script>
    const origin = ${JSON.stringify(origin)}, got = [];
    const note = (name) => (value) => got.push([name, value]);
    const attempt = (name, path, init) => fetch(origin + path, init).then(async (r) => note(name)("status " + r.type + " " + r.status + " " + await r.text()), () => note(name)("refused"));
    const json = { "content-type": "application/json" }, auth = { authorization: "Bearer ${token}" };
    const body = JSON.stringify({ owner: "o", namespace: "n", key: "k", version: 1, prefix: "", seen: 1 });
    const element = (name, tag, set) => new Promise((done) => { const e = document.createElement(tag); e.onload = () => { note(name)("loaded"); done(); }; e.onerror = () => { note(name)("refused"); done(); }; set(e); document.body.append(e); });
    const socket = (name) => new Promise((done) => { const w = new WebSocket(origin.replace("http", "ws") + "/api/live"); w.onopen = () => { note(name)("opened"); done(); }; w.onerror = () => { note(name)("refused"); done(); }; });
    window.attack = async () => {
      await attempt("read the page", "/");
      await attempt("simple post", "/api/delete", { method: "POST", body, headers: { "content-type": "text/plain" } });
      await attempt("json post", "/api/delete", { method: "POST", body, headers: { ...json, ...auth } });
      await attempt("no-cors post", "/api/delete", { method: "POST", body, mode: "no-cors", credentials: "include" });
      await element("script", "script", (e) => { e.src = origin + "/"; });
      await element("image", "img", (e) => { e.src = origin + "/"; });
      await socket("websocket");
      return got;
    };
    </script><body><iframe id=frame></iframe><form id=form method=post action="${origin}/api/delete" enctype="text/plain" target=_blank><input name='{"owner":"o","a":"' value='"}'></form>`;

  it("CSRF by fetch, script, image, socket, frame and form is refused, from another port and another site, even with the token", async () => {
    const directory = scratchDirectory();
    await ok(on(backend, directory), "set", "o", "n", "k", "1");
    const inspector = await startInspector(directory, "--backend", backend, "--write");
    const foreign = await serveForeign(ATTACK(inspector.origin, inspector.token));
    for (const address of [foreign, foreign.replace("127.0.0.1", "evil.example")]) {
      const page = await open(address, { isHostile: true });
      const got = (await page.evaluate("attack()")) as [string, string][];
      expect(Object.fromEntries(got)).toEqual({
        "read the page": "refused",
        "simple post": "refused",
        "json post": "refused",
        // It is sent, and refused by the server; the page is not told anything.
        "no-cors post": expect.stringMatching(/^(refused|status opaque 0 )$/),
        script: "refused",
        image: "refused",
        websocket: "refused",
      });
      const framed = new Promise((resolve) => {
        page.on("response", (response) => {
          if (response.url() === `${inspector.origin}/`) resolve(response.status());
        });
        page.on("requestfailed", (request) => {
          if (request.url() === `${inspector.origin}/`) resolve("blocked by the browser");
        });
      });
      await page.$eval("iframe", (frame, origin) => frame.setAttribute("src", `${origin}/`), inspector.origin);
      expect([403, "blocked by the browser"]).toContain(await framed);
      const answered = page
        .browser()
        .waitForTarget((target) => target.url().startsWith(`${inspector.origin}/api/delete`));
      await page.$eval("form", (form) => form.submit());
      const target = await (await answered).page();
      await expect
        .poll(() => target?.evaluate(() => document.body.textContent))
        .toContain("Another page has no business here.");
      await target?.close();
    }
    expect(await ok(on(backend, directory), "get", "o", "n", "k")).toBe("1\n");
  });

  it("DNS rebinding: under another name nothing is answered, and the token is nowhere but in the tab", async () => {
    const directory = scratchDirectory();
    await ok(on(backend, directory), "set", "o", "n", "k", "1");
    const inspector = await startInspector(directory, "--backend", backend);
    const page = await open(inspector.address.replace("127.0.0.1", "evil.example"), { isHostile: true });
    expect(await page.evaluate(() => document.body.textContent)).toContain("This address is not the inspector's");
    const post = `fetch("/api/overview", { method: "POST", headers: { "content-type": "application/json", authorization: "Bearer ${inspector.token}" }, body: "{}" }).then(({ status }) => status, () => "forbidden by the policy")`;
    expect(await page.evaluate(post)).toBe("forbidden by the policy");
  });

  it("what the page sends says the token in one header alone, and never where it came from", async () => {
    const directory = scratchDirectory();
    await ok(on(backend, directory), "set", "o", "n", "k", "1");
    const inspector = await startInspector(directory, "--backend", backend);
    const page = await open("about:blank");
    const requests: { readonly url: string; readonly headers: Record<string, string>; readonly body: string }[] = [];
    page.on("request", (request) =>
      requests.push({ url: request.url(), headers: request.headers(), body: request.postData() ?? "" }),
    );
    await page.goto(inspector.address);
    await untilLive(page);
    await press(page, "k");
    await untilText(page, ".entry", "hidden");
    expect(requests.length).toBeGreaterThan(4);
    for (const { url, headers, body } of requests) {
      const { authorization = "", ...others } = headers;
      expect(url.replace(/#.*$/, "")).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/(api\/[a-z]+)?$/);
      expect(["", `Bearer ${inspector.token}`]).toContain(authorization);
      expect(JSON.stringify(others) + body).not.toContain(inspector.token);
      expect(others["referer"] ?? "").toBe("");
    }
    expect(
      await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, document.referrer]),
    ).toEqual([0, 1, "", ""]);
    expect(await page.content()).not.toContain(inspector.token);
  });
});
