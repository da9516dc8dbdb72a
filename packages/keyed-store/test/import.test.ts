import { join } from "node:path";
import type { JsonValue, OwnerScope, StateStore } from "@keyed-store/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importRecords } from "../src/cli/transfer/import-records.js";
import type { ImportProblem } from "../src/cli/transfer/import-tally.js";
import { type CommandLine, commandLine, documents, NOON } from "./support/command-line.js";
import { fill } from "./support/fill.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

/** All that an export tells, without versions. */
const exported = async (line: CommandLine): Promise<unknown[]> => documents((await line.run(["export"])).out);

const record = (key: string, more: object = {}): string =>
  `${JSON.stringify({ owner: "o", namespace: "n", key, value: 1, createdAt: NOON - 1000, ...more })}\n`;

describe("import", () => {
  it("brings back what was exported, times and order included; doing it twice changes nothing", async () => {
    const from = commandLine();
    await fill(from);
    const file = join(scratchDirectory(), "round.ndjson");
    await from.run(["export", "-o", file]);
    const to = commandLine();
    expect(await to.run(["import", file])).toEqual({ code: 0, out: "4 restored and read back\n", err: "" });
    expect(await exported(to)).toEqual(await exported(from));
    expect(await to.run(["import", file])).toEqual({ code: 0, out: "0 restored and read back, 4 older\n", err: "" });
    expect(await exported(to)).toEqual(await exported(from));
  });

  it("any keys and values make the round trip", async () => {
    const key = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((text) => !text.includes("\0"));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(key, fc.jsonValue({ stringUnit: "grapheme" }), { maxKeys: 8 }),
        async (entries) => {
          const from = commandLine();
          await from.use(async (store) => {
            const space = store.openKeyedStore<JsonValue>({ owner: "o", namespace: "n", maxEntries: 100 });
            for (const [name, value] of Object.entries(entries)) await space.register(name, value as JsonValue);
          });
          const { out } = await from.run(["export"]);
          const to = commandLine();
          expect(await to.run(["import"], out)).toMatchObject({ code: 0, err: "" });
          expect((await to.run(["export"])).out).toBe(out);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps what is newer, replaces what is older, and leaves out what is expired", async () => {
    const line = commandLine();
    await line.use(async (store) => {
      await store.openKeyedStore<number>({ owner: "o", namespace: "n", maxEntries: 100 }).register("k", 7);
    });
    const older = record("k", { value: "older", createdAt: NOON - 1 });
    const same = record("k", { value: "same time", createdAt: NOON });
    const gone = record("gone", { expiresAt: NOON });
    expect(await line.run(["import", "-"], older + same + gone)).toEqual({
      code: 0,
      out: "0 restored and read back, 2 older, 1 expired\n",
      err: "",
    });
    expect((await line.run(["get", "o", "n", "k"])).out).toBe("7\n");
    line.clock.now = NOON + 10;
    expect((await line.run(["import", "-"], record("k", { value: "newer", createdAt: NOON + 1 }))).code).toBe(0);
    expect((await line.run(["get", "o", "n", "k"])).out).toBe('"newer"\n');
  });

  it("evicts nothing: what does not fit is told and is a failure", async () => {
    const line = commandLine();
    await line.run(["set", "o", "n", "old", "1"]);
    const input = record("a") + record("b") + record("c", { namespace: "m" });
    const { code, out, err } = await line.run(["import", "--max-entries", "2", "--json"], input);
    expect(code).toBe(1);
    expect(documents(out)).toEqual([
      expect.objectContaining({ restored: 2, full: 1, problems: [{ line: 2, message: expect.any(String) }] }),
    ]);
    expect(err).toMatch(/^line 2: does not fit/);
    expect((await line.run(["get", "o", "n", "old"])).code).toBe(0);
    expect((await line.run(["import", "--max-entries-per-owner", "3"], record("d"))).code).toBe(1);
  });

  it("KS-ERR-3 tells bad lines by number and never by content, and imports the others", async () => {
    const bad = [
      "secret",
      '["secret"]',
      '{"secret":1}',
      JSON.stringify({ owner: "o", namespace: "n", key: "secret", createdAt: 1 }),
      record("k", { owner: 5, secret: 1 }).trim(),
      record("k", { createdAt: "secret" }).trim(),
      record("k", { createdAt: 1.5 }).trim(),
      record("k", { expiresAt: null, value: "secret" }).trim(),
      record("k", { secret: "secret" }).trim(),
      record("k", { namespace: "../secret" }).trim(),
      record("", { value: "secret" }).trim(),
      record("k").trim().replace('"value":1', '"value":[1e999,"secret"]'),
      record("k", { createdAt: Number.MAX_SAFE_INTEGER, value: "secret" }).trim(),
    ];
    const line = commandLine();
    const input = ["", record("good").trim(), ...bad, "   ", record("fine").trim()].join("\r\n");
    const { code, out, err } = await line.run(["import", "--json"], input);
    expect(code).toBe(1);
    const [report] = documents(out) as [
      { restored: number; malformed: number; refused: number; problems: { line: number }[] },
    ];
    expect(report).toMatchObject({ restored: 2, unverified: 0 });
    expect(report.malformed + report.refused).toBe(bad.length);
    expect(report.problems.map((problem) => problem.line).sort((a, b) => a - b)).toEqual(
      bad.map((_, index) => index + 3),
    );
    expect(err.replaceAll('"../secret"', "")).not.toContain("secret");
  });

  it("what is not UTF-8 is a bad line, and a byte order mark at the start is none", async () => {
    const line = commandLine();
    const text = new TextEncoder().encode(`\ufeff${record("a")}`);
    const input = new Uint8Array([...text, 0x22, 0xc3, 0x28, 0x0a, ...new TextEncoder().encode(record("b"))]);
    const { code, err } = await line.run(["import"], input);
    expect({ code, err }).toEqual({ code: 1, err: "line 2: not UTF-8\n" });
    expect(await exported(line)).toHaveLength(2);
  });

  it("tells only the first twenty bad lines one by one", async () => {
    const { err } = await commandLine().run(["import"], "x\n".repeat(50));
    expect(err.split("\n")).toHaveLength(22);
    expect(err).toContain("… and 30 more such lines\n");
  });

  it("a key twice in one file: the newer line wins, and neither counts as changed", async () => {
    const line = commandLine();
    const twice = record("k", { value: 1, createdAt: NOON - 20 }) + record("k", { value: 2, createdAt: NOON - 10 });
    expect(await line.run(["import"], twice)).toEqual({ code: 0, out: "2 restored and read back\n", err: "" });
    expect((await line.run(["get", "o", "n", "k"])).out).toBe("2\n");
  });

  it("control: reads back what it wrote, so a store that says it wrote and did not is found out", async () => {
    const problems: ImportProblem[] = [];
    const tally = await commandLine().use((store) => {
      const lying = (owner: OwnerScope): OwnerScope => ({
        ...owner,
        restore: async (_namespace, records) => records.map(() => "restored"),
      });
      const target: StateStore = Object.create(store, { owner: { value: (name: string) => lying(store.owner(name)) } });
      return importRecords(bytes(record("k")), {
        store: target,
        maxEntries: 100,
        onProblem: async (problem) => void problems.push(problem),
        onProgress: async () => undefined,
      });
    });
    expect(tally).toMatchObject({ restored: 0, unverified: 1 });
    expect(problems).toEqual([{ line: 1, message: expect.stringMatching(/^k was written but reads differently now/) }]);
  });
});

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
