import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { assertHostSupported } from "../dist/assert-host-supported.js";
import { readInstalledLibraryVersion } from "../dist/library/installed-version.js";
import { formatLoadErrorAdvice } from "../dist/load-driver.js";

const NODE_20 = { nodeVersion: "20.20.2", nodeApiVersion: 9 };
const unavailable = (message: RegExp) =>
  expect.objectContaining({
    code: "KEYED_STORE_BACKEND_UNAVAILABLE",
    backend: "native",
    message: expect.stringMatching(message),
  });

test("KS-SEL-4 better-sqlite3 13 is never loaded where its calls of Node-API would end the process", () => {
  for (const [installed, nodeApi] of [
    ["13.0.0", 9],
    ["13.2.0", 8],
    ["14.0.0", 9],
  ] as const) {
    expect(() => assertHostSupported({ ...NODE_20, installedVersion: installed, nodeApiVersion: nodeApi })).toThrow(
      unavailable(/Node 22\.14 or later.*npm install better-sqlite3@12/),
    );
  }
  expect(assertHostSupported({ installedVersion: "13.2.0", nodeVersion: "22.14.0", nodeApiVersion: 10 })).toBe(
    "13.2.0",
  );
  expect(assertHostSupported({ installedVersion: "12.11.1", ...NODE_20 })).toBe("12.11.1");
});

test("KS-SEL-2 what is not installed, or too old, says what to type", () => {
  expect(() => assertHostSupported({ ...NODE_20, installedVersion: undefined })).toThrow(
    unavailable(/npm install better-sqlite3/),
  );
  expect(() => assertHostSupported({ ...NODE_20, installedVersion: "11.0.0" })).toThrow(
    unavailable(/too old.*npm install/),
  );
  expect(() => assertHostSupported({ ...NODE_20, installedVersion: "next" })).toThrow(unavailable(/too old/));
});

test("the installed version is read without loading any of it", () => {
  const script = `
    import { readInstalledLibraryVersion } from ${JSON.stringify(import.meta.resolve("../dist/library/installed-version.js"))};
    import { createRequire } from "node:module";
    const version = readInstalledLibraryVersion();
    const loaded = Object.keys(createRequire(import.meta.url).cache ?? {});
    console.log(JSON.stringify({ version, loaded }));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(JSON.parse(stdout)).toEqual({ version: readInstalledLibraryVersion(), loaded: [] });
  expect(readInstalledLibraryVersion()).toMatch(/^\d+\.\d+\.\d+/);
});

test.each([
  [
    "another ABI",
    new Error("was compiled against a different Node.js version using NODE_MODULE_VERSION 115"),
    /npm rebuild/,
  ],
  [
    "an addon of another age",
    new Error("Module did not self-register: '/secret/x.node'."),
    /built for another Node.*npm rebuild/,
  ],
  ["no addon", new Error("Could not locate the bindings file. Tried:\n → /secret/path"), /never built.*npm rebuild/],
  [
    "a missing file",
    Object.assign(new Error("Cannot find module 'x'"), { code: "ERR_MODULE_NOT_FOUND" }),
    /npm install better-sqlite3/,
  ],
  ["no error at all", "broken", /npm install/],
])("KS-SEL-2 %s says what to do", (_name, error, message) => {
  expect(formatLoadErrorAdvice(error)).toMatch(message);
  expect(formatLoadErrorAdvice(error)).not.toMatch(/secret/);
});

test("KS-SEL-2 a Node with frozen intrinsics says so, and goes on", () => {
  const script = `
    import { nativeProvider } from ${JSON.stringify(import.meta.resolve("@keyed-store/backend-native"))};
    try { nativeProvider().load(); } catch ({ code, message }) { console.log(code, message); }`;
  const args = ["--frozen-intrinsics", "--no-warnings", "--input-type=module", "-e", script];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect([status, stdout]).toEqual([
    0,
    expect.stringMatching(/^KEYED_STORE_BACKEND_UNAVAILABLE .*--frozen-intrinsics/),
  ]);
});

test("KS-SEL-2 a Node without addons says so, and nothing crashes", () => {
  const script = `
    import { nativeProvider } from ${JSON.stringify(import.meta.resolve("@keyed-store/backend-native"))};
    const provider = nativeProvider();
    provider.check();
    try { provider.load(); } catch ({ code, message }) { console.log(code, message); }`;
  const { stdout, status } = spawnSync(process.execPath, ["--no-addons", "--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^KEYED_STORE_BACKEND_UNAVAILABLE .*--no-addons/)]);
});
