import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspectDatabaseSessions } from "@keyed-store/sqlite";
import { describe, expect, it } from "vitest";
import { commandLine, documents } from "./support/command-line.js";
import { hold } from "./support/hold.js";
import { backends, ok, on } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

/** The record of a process on another machine, as it would be named there. */
const ELSEWHERE = `exclusive.wasm.4711.-.-.-.-.aaaaaaaaaaaa.elsewhere.${Date.UTC(2026, 2, 2, 12).toString(36)}.a1b2c3d4e5f6`;

describe("unlock", () => {
  it.each(backends)(
    "KS-SHARE-3 on %s: a holder that cannot be judged is named, and so is the way out, which works",
    async (backend) => {
      const directory = scratchDirectory();
      const line = on(backend, directory);
      await ok(line, "set", "o", "n", "k", "1");
      const database = join(directory, "state.sqlite");
      const records = inspectDatabaseSessions(database).directory;
      mkdirSync(records, { recursive: true });
      writeFileSync(join(records, ELSEWHERE), "");
      const { code, err } = await line.run(["owners", "--busy-timeout", "20ms"]);
      expect({ code, err }).toEqual({
        code: 4,
        err: expect.stringMatching(/^KEYED_STORE_BUSY: .*process 4711 on elsewhere/),
      });
      const told = `process 4711 on elsewhere, wasm, holds it since 2026-03-02 12:00:00Z, may run elsewhere\n`;
      expect(await ok(line, "unlock", "--dry-run")).toContain(`would remove: ${told}`);
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
    const program = await hold(directory, backend);
    const line = on(backend, directory);
    expect(await ok(line, "unlock", "--dry-run")).toMatch(/^would keep: process \d+ on .*, runs\n$/);
    expect(await ok(line, "unlock", "--dry-run", "--even-alive")).toMatch(/^would remove: process/);
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
