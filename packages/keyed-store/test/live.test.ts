import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspectSharing } from "@keyed-store/sqlite";
import { describe, expect, it } from "vitest";
import { type CommandLine, commandLine, documents } from "./support/command-line.js";
import { hold } from "./support/hold.js";
import { scratch, usableProviders } from "./support/program.js";

const scratchDirectory = scratch();
const providers = await usableProviders();
const backends = providers.map(({ name }) => name);
const pairs = backends.flatMap((first) => backends.map((second) => [first, second] as const));

/** A command line on files, through one backend, now. */
function on(backend: string, directory: string): CommandLine {
  const provider = providers.find(({ name }) => name === backend);
  if (provider === undefined) throw new Error(`no ${backend} here`);
  const line = commandLine({ provider, directory });
  line.clock.now = Date.now();
  return line;
}

/** Runs a command that must not fail, and gives what it printed. */
async function ok(line: CommandLine, ...argv: string[]): Promise<string> {
  const { code, out, err } = await line.run(argv);
  expect({ code, err: err.replace(/^\d+ entries exported.*\n/, "") }, argv.join(" ")).toEqual({ code: 0, err: "" });
  return out;
}

/** The record of a process on another machine, as it would be named there. */
const ELSEWHERE = `exclusive.wasm.4711.-.-.-.aaaaaaaaaaaa.elsewhere.${Date.UTC(2026, 2, 2, 12).toString(36)}.a1b2c3d4e5f6`;

describe("commands on a file", () => {
  it.each(pairs)(
    "KS-SHARE-1 held open by a program on %s: every command works on it through %s",
    async (holder, visitor) => {
      const directory = scratchDirectory();
      await using program = await hold(directory, holder);
      const line = on(visitor, directory);
      expect(await ok(line, "owners")).toContain("1 owner, 1 namespace, 10 entries");
      expect(await ok(line, "get", "o", "n", "k3")).toBe("3\n");
      await ok(line, "set", "o", "n", "by-hand", "99");
      expect(await program.lookup("by-hand")).toBe(99);
      await ok(line, "delete", "o", "n", "by-hand");
      expect(await program.lookup("by-hand")).toBe(null);
      expect(documents(await ok(line, "entries", "o", "n", "--json"))).toHaveLength(10);
      expect(await ok(line, "stat")).toContain("10 live");
      expect(await ok(line, "sweep")).toBe("0 expired entries removed\n");
      const file = join(scratchDirectory(), "export.ndjson");
      await ok(line, "export", "-o", file);
      expect(await ok(line, "import", file)).toBe("0 restored and read back, 10 older\n");
      expect(await ok(line, "doctor")).toContain("write-read-delete  ✓");
      const copy = scratchDirectory();
      await ok(line, "backup", join(copy, "state.sqlite"));
      await program.register("later");
      expect(await ok(on(visitor, copy), "owners")).toContain("10 entries");
      expect(await ok(line, "owners")).toContain("11 entries");
    },
  );

  it.each(pairs)("KS-LIFE-3 an export of %s goes into a store of %s and out again the same", async (from, to) => {
    const source = on(from, scratchDirectory());
    await source.use(async (store) => {
      for (const owner of ["@b/c", "a"]) {
        const space = store.openKeyedStore<unknown>({ owner, namespace: "n", maxEntries: 400 });
        for (let index = 0; index < 300; index += 1) {
          const ttlMs = index % 2 === 0 ? null : 86_400_000;
          void space.register(`ключ ${index}`, { index, text: "ü🐕" }, { ttlMs });
        }
      }
    });
    const exported = await ok(source, "export");
    expect(documents(exported)).toHaveLength(600);
    const target = on(to, scratchDirectory());
    expect(await target.run(["import"], exported)).toEqual({ code: 0, out: "600 restored and read back\n", err: "" });
    expect(await ok(target, "export")).toBe(exported);
  });

  it.each(backends)(
    "KS-LIFE-1 KS-LIFE-4 on %s: looking leaves the file byte for byte, and none beside it",
    async (backend) => {
      const directory = scratchDirectory();
      const line = on(backend, directory);
      await ok(line, "set", "o", "n", "k", "1", "--ttl", "1ms");
      line.clock.now += 10;
      const file = join(directory, "state.sqlite");
      const before = readFileSync(file);
      for (const argv of [["owners"], ["stat"], ["entries", "o", "n"], ["get", "o", "n", "k"], ["export"]]) {
        await line.run(argv);
        expect(readFileSync(file).equals(before), argv.join(" ")).toBe(true);
      }
      const files = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
      expect(files.map(({ name }) => name)).toEqual(["state.sqlite"]);
    },
  );

  it.each(backends)("on %s: backup writes a new private file and never over an old one", async (backend) => {
    const line = on(backend, scratchDirectory());
    await ok(line, "set", "o", "n", "k", "1");
    const file = join(scratchDirectory(), "copy.sqlite");
    expect(await ok(line, "backup", file)).toBe(`written: ${file}\n`);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, "precious");
    const { code, err } = await line.run(["backup", file]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^KEYED_STORE_INVALID_INPUT: /) });
    expect(readFileSync(file, "utf8")).toBe("precious");
  });

  it.each(backends)("KS-SEC-3 on %s: what is not a store is refused and left as it is", async (backend) => {
    const directory = scratchDirectory();
    const file = join(directory, "state.sqlite");
    writeFileSync(file, "no database, and longer than the header of one, so that all of it is looked at. ".repeat(20));
    const before = readFileSync(file);
    const line = on(backend, directory);
    for (const argv of [["owners"], ["set", "o", "n", "k", "1"], ["doctor"]]) {
      const { code, out, err } = await line.run(argv);
      expect(code, argv.join(" ")).toBe(1);
      expect(out + err, argv.join(" ")).toMatch(/KEYED_STORE_OPEN_FAILED: /);
      expect(readFileSync(file).equals(before)).toBe(true);
    }
  });
});

describe("unlock", () => {
  it.each(backends)(
    "KS-SHARE-3 on %s: a holder that cannot be judged is named, and so is the way out, which works",
    async (backend) => {
      const directory = scratchDirectory();
      const line = on(backend, directory);
      await ok(line, "set", "o", "n", "k", "1");
      const database = join(directory, "state.sqlite");
      const records = inspectSharing(database).directory;
      mkdirSync(records, { recursive: true });
      writeFileSync(join(records, ELSEWHERE), "");
      const { code, err } = await line.run(["owners", "--busy-timeout", "20ms"]);
      expect({ code, err }).toEqual({
        code: 4,
        err: expect.stringMatching(/^KEYED_STORE_BUSY: .*process 4711 on elsewhere/),
      });
      const told = `process 4711 on elsewhere, wasm, holds it since 2026-03-02 12:00:00Z, may run elsewhere\n`;
      expect(await ok(line, "unlock", "--dry-run")).toContain(`there: ${told}`);
      expect((await line.run(["doctor", "--busy-timeout", "20ms"])).out).toContain(told);
      expect((await line.run(["owners", "--busy-timeout", "20ms"])).code).toBe(4);
      const wayOut = /keyed-store unlock "(.*)"/.exec(err)?.[1] ?? "";
      expect(await ok(line, "unlock", wayOut)).toContain(`removed: ${told}`);
      expect(await ok(line, "owners")).toContain("1 entry");
      expect(await ok(line, "unlock")).not.toContain("elsewhere");
    },
  );

  it.each(backends)("on %s: who runs here stays, and the store with it", async (backend) => {
    const directory = scratchDirectory();
    await using program = await hold(directory, backend);
    const line = on(backend, directory);
    expect(await ok(line, "unlock")).toMatch(/^kept: process \d+ on .*, holds it since .*, runs\n$/);
    expect(documents(await ok(line, "unlock", "--json"))).toMatchObject([{ removed: [], kept: [{ doing: "holds" }] }]);
    expect(await program.lookup("k1")).toBe(1);
  });

  it("of a database that is not there: 2", async () => {
    const { code, err } = await commandLine().run(["unlock", join(scratchDirectory(), "none.sqlite")]);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^KEYED_STORE_INVALID_INPUT: There is no database at /),
    });
  });
});

describe("doctor", () => {
  it.each(backends)("KS-PROBE-1 on a store of %s: every step of the probe, and the facts", async (backend) => {
    const directory = scratchDirectory();
    const line = on(backend, directory);
    await ok(line, "set", "o", "n", "k", "1");
    const [found] = documents(await ok(line, "doctor", "--json"));
    const steps = ["state-directory", "load-backend", "open", "schema", "write-read-delete", "checkpoint"];
    expect(found).toMatchObject({
      host: { node: process.versions.node, platform: process.platform },
      backends: [{ name: backend, ok: true, info: { name: backend } }],
      store: { directory, directoryExists: true, databaseExists: true },
      probe: { ok: true, steps: steps.map((name) => ({ name, ok: true })) },
    });
  });

  it.each(backends)("on %s, where there is no store: says so, creates none, and is no failure", async (backend) => {
    const directory = join(scratchDirectory(), "not", "there");
    const line = on(backend, directory);
    expect(await ok(line, "doctor")).toMatch(/which is not there yet: the first opening creates it/);
    expect(documents(await ok(line, "doctor", "--json"))).toMatchObject([{ store: { directoryExists: false } }]);
  });

  it("KS-SEL-2 tells at which step a backend was refused, and 5 where none is left", async () => {
    const provider = {
      name: "broken",
      check: () => undefined,
      load: () => Promise.reject(new Error("no such engine")),
    };
    const line = commandLine({ provider, directory: "" });
    const { code, out } = await line.run(["doctor"]);
    expect(code).toBe(5);
    expect(out).toMatch(/^broken +✗ refused at load: Error: no such engine$/m);
    const [found] = documents((await line.run(["doctor", "--json"])).out);
    expect(found).toMatchObject({ backends: [{ name: "broken", ok: false, stage: "load" }] });
    expect(found).not.toHaveProperty("store");
  });

  it("KS-SEL-1 asked for a backend that is not there: 5", async () => {
    const [usable] = backends;
    expect((await on(usable ?? "", "").run(["doctor", "--backend", "no-such"])).code).toBe(5);
  });
});
