import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStateStore } from "keyed-store";
import { describe, expect, it } from "vitest";
import { documents } from "./support/command-line.js";
import { program, scratch, usableBackends } from "./support/program.js";

const directory = scratch();
const backends = await usableBackends();
const pairs = backends.flatMap((holder) => backends.map((visitor) => [holder, visitor] as const));

describe("commands on a file", () => {
  it.each(pairs)("KS-SHARE-1 held open by %s: every command works on it through %s", async (holder, visitor) => {
    const place = directory();
    await using store = await openStateStore({ directory: place, backend: holder });
    const space = store.openKeyedStore<number>({ owner: "o", namespace: "n", maxEntries: 100 });
    for (let index = 0; index < 10; index += 1) await space.register(`k${index}`, index);
    const run = async (...argv: string[]): Promise<string> => {
      const { code, out, err } = await program([...argv, "-d", place, "--backend", visitor]);
      expect({ code, err: err.replace(/^\d+ entries exported.*\n/, "") }, argv.join(" ")).toEqual({ code: 0, err: "" });
      return out;
    };
    expect(await run("owners")).toContain("1 owner, 1 namespace, 10 entries");
    expect(await run("get", "o", "n", "k3")).toBe("3\n");
    await run("set", "o", "n", "by-hand", "99");
    expect(await space.lookup("by-hand")).toBe(99);
    await run("delete", "o", "n", "by-hand");
    expect(await space.count()).toBe(10);
    expect(documents(await run("entries", "o", "n", "--json"))).toHaveLength(10);
    expect(await run("stat")).toContain("10 live");
    expect(await run("sweep")).toBe("0 expired entries removed\n");
    const file = join(directory(), "export.ndjson");
    await run("export", "-o", file);
    expect(await run("import", file)).toBe("0 restored and read back, 10 older\n");
    expect(await run("doctor")).toContain("✓");
    const copy = directory();
    await run("backup", join(copy, "state.sqlite"));
    await space.register("later", 1);
    expect((await program(["stat", "--json", "-d", copy])).out).toContain('"entries":10');
    expect(await space.count()).toBe(11);
  });

  it.each(pairs)("KS-LIFE-3 an export of %s goes into a store of %s and out again the same", async (from, to) => {
    const [source, target] = [directory(), directory()];
    {
      await using store = await openStateStore({ directory: source, backend: from });
      for (const owner of ["a", "@b/c"]) {
        const space = store.openKeyedStore<unknown>({ owner, namespace: "n", maxEntries: 400 });
        for (let index = 0; index < 300; index += 1) {
          await space.register(`ключ ${index}`, { index, text: "ü🐕" }, { ttlMs: index % 2 === 0 ? null : 86_400_000 });
        }
      }
    }
    const file = join(source, "export.ndjson");
    expect(await program(["export", "-d", source, "-o", file])).toMatchObject({ code: 0 });
    expect(await program(["import", file, "-d", target, "--backend", to])).toMatchObject({
      code: 0,
      out: "600 restored and read back\n",
    });
    const { out } = await program(["export", "-d", target]);
    expect(out).toBe(readFileSync(file, "utf8").split("\n").sort(byOwner).join("\n").trimStart().concat("\n"));
  });

  it.each(backends)(
    "KS-LIFE-1 KS-LIFE-4 on %s: looking leaves the file byte for byte, and nothing beside it",
    async (backend) => {
      const place = directory();
      {
        await using store = await openStateStore({ directory: place, backend });
        await store.openKeyedStore({ namespace: "n", maxEntries: 5 }).register("k", 1, { ttlMs: 1 });
      }
      const file = join(place, "state.sqlite");
      const before = readFileSync(file);
      for (const argv of [
        ["owners"],
        ["stat"],
        ["entries", "default", "n"],
        ["get", "default", "n", "k"],
        ["export"],
      ]) {
        await program([...argv, "-d", place, "--backend", backend]);
        expect(readFileSync(file).equals(before), argv.join(" ")).toBe(true);
      }
      expect(
        readdirSync(place, { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => name),
      ).toEqual(["state.sqlite"]);
    },
  );

  it.each(backends)("on %s: backup writes a new private file and never over an old one", async (backend) => {
    const place = directory();
    await program(["set", "o", "n", "k", "1", "-d", place, "--backend", backend]);
    const file = join(directory(), "copy.sqlite");
    expect(await program(["backup", file, "-d", place, "--backend", backend])).toEqual({
      code: 0,
      out: `written: ${file}\n`,
      err: "",
    });
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, "precious");
    const { code, err } = await program(["backup", file, "-d", place, "--backend", backend]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^KEYED_STORE_INVALID_INPUT: /) });
    expect(readFileSync(file, "utf8")).toBe("precious");
  });

  it("KS-SEC-3 what is not a store is refused and left as it is", async () => {
    const place = directory();
    const file = join(place, "state.sqlite");
    writeFileSync(
      file,
      "not a database, and longer than a header of SQLite would be, so that it is looked at".repeat(20),
    );
    const before = readFileSync(file);
    for (const argv of [["owners"], ["set", "o", "n", "k", "1"], ["doctor"]]) {
      const { code, out, err } = await program([...argv, "-d", place]);
      expect(code, argv.join(" ")).toBe(1);
      expect(out + err, argv.join(" ")).toMatch(/KEYED_STORE_OPEN_FAILED: /);
      expect(readFileSync(file).equals(before)).toBe(true);
    }
  });
});

describe("doctor", () => {
  it("without a directory: the host and each backend", async () => {
    const { code, out } = await program(["doctor", "--json"]);
    expect(code).toBe(0);
    const [found] = documents(out) as [{ host: { node: string }; backends: { name: string; ok: boolean }[] }];
    expect(found.host.node).toBe(process.versions.node);
    expect(found.backends.filter(({ ok }) => ok).map(({ name }) => name)).toEqual(backends);
    expect(found).not.toHaveProperty("store");
  });

  it("where there is no store: says so, creates none, and is no failure", async () => {
    const place = join(directory(), "not", "there");
    const { code, out } = await program(["doctor", "-d", place]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/which is not there yet/) });
    expect((await program(["doctor", "-d", place, "--json"])).out).toContain('"databaseExists":false');
  });

  it.each(backends)("KS-PROBE-1 on a store of %s: every step of the probe", async (backend) => {
    const place = directory();
    await program(["set", "o", "n", "k", "1", "-d", place, "--backend", backend]);
    const { code, out } = await program(["doctor", "--json", "-d", place, "--backend", backend]);
    expect(code).toBe(0);
    const [{ probe }] = documents(out) as [{ probe: { ok: boolean; steps: { name: string; ok: boolean }[] } }];
    expect(probe.steps.map(({ name, ok }) => `${name} ${ok}`)).toEqual(
      ["state-directory", "load-backend", "open", "schema", "write-read-delete", "checkpoint"].map(
        (name) => `${name} true`,
      ),
    );
  });

  it("KS-SEL-1 asked for a backend that cannot run: 5", async () => {
    expect((await program(["doctor", "--backend", "no-such"])).code).toBe(5);
  });
});

/** An export walks owners in byte order; @ comes before a. */
function byOwner(a: string, b: string): number {
  return ownerOf(a) < ownerOf(b) ? -1 : ownerOf(a) > ownerOf(b) ? 1 : 0;
}

const ownerOf = (line: string): string => (line === "" ? "" : (JSON.parse(line) as { owner: string }).owner);
