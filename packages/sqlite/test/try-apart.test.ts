import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqliteProvider } from "@keyed-store/sqlite";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { tryBackendInSeparateProcess } from "../src/node/trial/try-backend-in-separate-process.js";

const url = new URL("./fixtures/providers.mjs", import.meta.url).href;
const unavailable = (message: RegExp) =>
  expect.objectContaining({ code: "KEYED_STORE_BACKEND_UNAVAILABLE", message: expect.stringMatching(message) });

/** A directory with some files in it, as paths by name. */
function files(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-apart-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const write = ([name, text]: [string, string]): [string, string] => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return [name, path];
  };
  return Object.fromEntries(Object.entries(texts).map(write));
}

describe("KS-SEL-4 a backend tried in a process of its own", () => {
  it("passes, or is refused with its reason", async () => {
    await expect(tryBackendInSeparateProcess("sound", { url, export: "sound" })).resolves.toBeUndefined();
    await expect(tryBackendInSeparateProcess("refused", { url, export: "refused" })).rejects.toEqual(
      unavailable(/^no such engine$/),
    );
  });

  it("ends that process and not this one", async () => {
    await expect(tryBackendInSeparateProcess("crashing", { url, export: "crashing" })).rejects.toEqual(
      unavailable(/ended the process .*(SIGKILL|exit code)/),
    );
    await expect(tryBackendInSeparateProcess("leaving", { url, export: "leaving" })).rejects.toEqual(
      unavailable(/exit code 3/),
    );
  });

  it("is not refused where that process cannot find it, as in a bundle", async () => {
    await expect(tryBackendInSeparateProcess("gone", { url: `${url}-gone`, export: "sound" })).resolves.toBeUndefined();
    await expect(tryBackendInSeparateProcess("gone", { url, export: "gone" })).resolves.toBeUndefined();
  });

  it("is offered by a provider that can crash and says where it is found", () => {
    const usual = { name: "x", check() {}, load: () => Promise.reject(new Error("never")) };
    const module = { url, export: "sound" };
    expect(sqliteProvider({ ...usual, canCrash: true })).not.toHaveProperty("tryApart");
    expect(sqliteProvider({ ...usual, module })).not.toHaveProperty("tryApart");
    expect(sqliteProvider({ ...usual, module, canCrash: true })).toHaveProperty("tryApart");
  });

  it("is told apart from what others print in that process, and from what keeps it alive", async () => {
    const { noise = "" } = files({
      noise: 'process.stdout.write(\'{"came":"refused"}\\n[dotenv] loaded 3 variables\'); setInterval(() => {}, 1e6);',
    });
    vi.stubEnv("NODE_OPTIONS", `--require=${noise}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(tryBackendInSeparateProcess("sound", { url, export: "sound" })).resolves.toBeUndefined();
    await expect(tryBackendInSeparateProcess("refused", { url, export: "refused" })).rejects.toEqual(
      unavailable(/^no such engine$/),
    );
    await expect(tryBackendInSeparateProcess("crashing", { url, export: "crashing" })).rejects.toEqual(
      unavailable(/SIGKILL|exit code/),
    );
  });

  it("is refused when it ends that process after its trial", async () => {
    await expect(tryBackendInSeparateProcess("late", { url, export: "endingLate" })).rejects.toEqual(
      unavailable(/exit code 9/),
    );
  });
});

describe.skipIf(process.platform === "win32")("KS-SEL-4 where process.execPath is an application", () => {
  /** A program that notes each start, and then does what it does. */
  function application(does: string): { program: string; starts: () => number } {
    const { program = "", log = "" } = files({ log: "", program: "" });
    writeFileSync(program, `#!/bin/sh\necho started >> '${log}'\n${does}\n`);
    chmodSync(program, 0o700);
    return { program, starts: () => readFileSync(log, "utf8").split("\n").length - 1 };
  }
  const sound = { url, export: "sound" };

  it("Electron's is told to be Node, and then is", async () => {
    const electron = application(`test "$ELECTRON_RUN_AS_NODE" = 1 || exit 0\nexec '${process.execPath}' "$@"`);
    await expect(
      tryBackendInSeparateProcess("sound", sound, { ...electron, timeoutMs: 60_000 }),
    ).resolves.toBeUndefined();
    await expect(
      tryBackendInSeparateProcess("refused", { url, export: "refused" }, { ...electron, timeoutMs: 60_000 }),
    ).rejects.toEqual(unavailable(/^no such engine$/));
  });

  it.each([
    ["ends at once", "exit 0", 60_000],
    ["fails", "exit 1", 60_000],
    ["stays", "exec sleep 1000", 2_000],
  ])(
    "one that %s is started once, whatever is tried how often, and refused with the reason",
    async (_, does, timeoutMs) => {
      const { program, starts } = application(does);
      const reason = unavailable(
        /cannot be tried in a process of its own: .*program does not run as Node.*leave tryApart out/,
      );
      await expect(tryBackendInSeparateProcess("sound", sound, { program, timeoutMs })).rejects.toEqual(reason);
      await expect(tryBackendInSeparateProcess("other", sound, { program, timeoutMs })).rejects.toEqual(reason);
      expect(starts()).toBe(1);
    },
  );

  it("one that tries apart what it was started to try starts nothing", async () => {
    // The application is a program of ours, which opens its store whatever it is told.
    const own = new URL("../dist/node/trial/try-backend-in-separate-process.js", import.meta.url).href;
    const { main = "" } = files({
      main: `import(${JSON.stringify(own)}).then(({ tryApart }) => tryApart("sound", ${JSON.stringify(sound)}, { program: process.env.APPLICATION, timeoutMs: 60000 }));`,
    });
    const { program, starts } = application(`exec '${process.execPath}' '${main}'`);
    vi.stubEnv("APPLICATION", program);
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(tryBackendInSeparateProcess("sound", sound, { program, timeoutMs: 60_000 })).rejects.toEqual(
      unavailable(/run as Node/),
    );
    expect(starts()).toBe(1);
  });

  it("one executable with its Node in it is not started at all", async () => {
    const { program, starts } = application("exit 0");
    Object.defineProperty(process, "pkg", { value: {}, configurable: true }); // as the programs of pkg have
    onTestFinished(() => void Reflect.deleteProperty(process, "pkg"));
    const refused = tryBackendInSeparateProcess("sound", sound, { program, timeoutMs: 60_000 });
    await expect(refused).rejects.toEqual(unavailable(/does not run as Node/));
    expect(starts()).toBe(0);
  });

  it("one that cannot be started at all is told", async () => {
    const gone = { program: "/nowhere/node", timeoutMs: 60_000 };
    await expect(tryBackendInSeparateProcess("sound", sound, gone)).rejects.toEqual(
      unavailable(/ENOENT.*leave tryApart out/),
    );
  });
});
