import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openStateStore } from "@keyed-store/core";
import { expect, test } from "vitest";
import { browserProvider, requestPersistentStorage } from "../src/index.js";
import type { BrowserGlobals } from "../src/opfs/browser-globals.js";
import { assertBrowserSupported } from "../src/page/assert-browser-supported.js";
import { listDurabilities } from "../src/worker/list-durabilities.js";
import { ENGINE_VERSION } from "../src/worker/load-wasm-module.js";

const unavailable = (text: string) =>
  expect.objectContaining({ code: "KEYED_STORE_BACKEND_UNAVAILABLE", message: expect.stringContaining(text) });

const PAGE = {
  isSecureContext: true,
  Worker: class {},
  BroadcastChannel: class {},
  navigator: {
    locks: { request: async () => {}, query: async () => ({}) },
    storage: { getDirectory: () => Promise.reject(new Error("not asked for")) },
  },
} satisfies BrowserGlobals;

test("a page with all that is needed passes", () => {
  expect(() => assertBrowserSupported(PAGE)).not.toThrow();
});

test.each<[string, BrowserGlobals, string]>([
  ["Node", {}, "service worker"],
  ["an unsafe page", { ...PAGE, isSecureContext: false }, "https"],
  ["a service worker", { ...PAGE, Worker: undefined }, "service worker"],
  ["no private file system", { ...PAGE, navigator: { ...PAGE.navigator, storage: {} } }, "memoryProvider()"],
  ["no locks", { ...PAGE, navigator: { storage: PAGE.navigator.storage } }, "Web Locks"],
  ["no channels", { ...PAGE, BroadcastChannel: undefined }, "BroadcastChannel"],
])("%s is refused with the way out", (_, globals, text) => {
  expect(() => assertBrowserSupported(globals)).toThrow(unavailable(text));
});

test("in Node, nothing is started", async () => {
  await expect(openStateStore({ directory: "my-app", providers: [browserProvider()] })).rejects.toThrow(
    unavailable("browser"),
  );
  expect(await requestPersistentStorage()).toBe(false);
});

test.each<[string, unknown]>([
  ["null", null],
  ["an unknown option", { wrokers: "x" }],
  ["a worker that is none", { worker: 7 }],
  ["an engine that is none", { wasm: {} }],
])("%s is refused", (_, options) => {
  expect(() => browserProvider(options as object)).toThrow(
    expect.objectContaining({ code: "KEYED_STORE_INVALID_INPUT" }), // what the types refuse too
  );
});

test("the version that is told is that of the engine that is packed", () => {
  const wasm = createRequire(import.meta.url).resolve("sql.js/dist/sql-wasm-debug.wasm");
  const { version } = JSON.parse(readFileSync(new URL("../package.json", `file://${wasm}`), "utf8")) as {
    version: string;
  }; // a manifest
  expect(ENGINE_VERSION).toBe(version);
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", true],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
    true,
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", true],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
    false,
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/156.0 Mobile/15E148 Safari/604.1",
    false,
  ],
  ["", false],
])("KS-DUR-1 %s flushes down to the medium: %s", (userAgent, flushes) => {
  expect(listDurabilities(userAgent).includes("power")).toBe(flushes);
});
