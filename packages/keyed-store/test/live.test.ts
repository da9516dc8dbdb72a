import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documents } from "./support/command-line.js";
import { hold } from "./support/hold.js";
import { backends, ok, on } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();
const pairs = backends.flatMap((first) => backends.map((second) => [first, second] as const));

describe("commands on a file", () => {
  it.each(pairs)(
    "KS-SHARE-1 held open by a program on %s: every command works on it through %s",
    async (holder, visitor) => {
      const directory = scratchDirectory();
      const program = await hold(directory, holder);
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

  it.each(pairs)(
    "KS-SHARE-1 KS-PROBE-1 while a program on %s uses the file, a probe of a store on %s waits its turn, and all is well",
    async (holder, visitor) => {
      const directory = scratchDirectory();
      const program = await hold(directory, holder);
      await on(visitor, directory).use(async (store) => {
        await store.owners();
        expect(await program.lookup("k3")).toBe(3);
        expect(await store.probe()).toMatchObject({ ok: true });
      });
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
