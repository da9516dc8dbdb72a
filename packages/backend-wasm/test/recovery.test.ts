import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createNodeDisk, loadDriver } from "@keyed-store/backend-wasm/testing";
import { SqliteFailure } from "@keyed-store/sqlite";
import { describe, expect, it } from "vitest";
import { type EngineName, hasNative, readElsewhere, writeUntilKilled } from "./processes.js";
import { scratch } from "./scratch.js";

const newDirectory = scratch();
const driver = await loadDriver(createNodeDisk);
const pairs: [EngineName, EngineName][] = hasNative
  ? [
      ["wasm", "wasm"],
      ["wasm", "native"],
      ["native", "wasm"],
    ]
  : [["wasm", "wasm"]];

describe.each(pairs)("KS-LIFE-3 killed while %s wrote, opened by %s", (writer, survivor) => {
  it.each([1, 40, 333])(
    "after %d commits all that was acknowledged is there, and the database alone stays",
    async (commits) => {
      const path = join(newDirectory(), "state.sqlite");
      const acknowledged = await writeUntilKilled(writer, path, "commits", commits);
      expect(existsSync(`${path}-wal`)).toBe(true);
      const { integrity, rows } = readElsewhere(survivor, path);
      expect(integrity).toBe("ok");
      expect(rows.length).toBeGreaterThanOrEqual(acknowledged.length);
      expect(rows.length).toBeLessThanOrEqual(acknowledged.length + 1);
      expect(rows.map(([id]) => id)).toEqual(rows.map((_, index) => index + 1));
      expect(readdirSync(join(path, ".."))).toEqual(["state.sqlite"]);
    },
  );

  it("a hot journal is rolled back", async () => {
    const path = join(newDirectory(), "state.sqlite");
    await writeUntilKilled(writer, path, "hot-journal", 2);
    expect(statSync(`${path}-journal`).size).toBeGreaterThan(0);

    // The control: without its journal the database holds what was never committed.
    const torn = join(newDirectory(), "state.sqlite");
    copyFileSync(path, torn);
    expect(readElsewhere(survivor, torn).rows.some(([, text]) => text.startsWith("n"))).toBe(true);

    const { integrity, rows } = readElsewhere(survivor, path);
    expect(integrity).toBe("ok");
    expect(rows).toHaveLength(2000);
    expect(rows.every(([, text]) => text === "o".repeat(200))).toBe(true);
    expect(existsSync(`${path}-journal`)).toBe(false);
  });
});

const writers = pairs.filter(([, survivor]) => survivor === "wasm").map(([writer]) => writer);

describe.each(writers)("KS-LIFE-4 after %s was killed, a read-only connection", (writer) => {
  it("sees what is in the log, and changes nothing", async () => {
    const path = join(newDirectory(), "state.sqlite");
    const acknowledged = await writeUntilKilled(writer, path, "commits", 30);
    const before = filesOf(path);
    const connection = driver.open({ path, readOnly: true });
    const count = connection.prepare("SELECT count(*) FROM entry").get()?.[0];
    connection.close();
    expect(Number(count)).toBeGreaterThanOrEqual(acknowledged.length);
    expect(filesOf(path)).toEqual(before);
  });

  it("refuses a database with a hot journal, and changes nothing", async () => {
    const path = join(newDirectory(), "state.sqlite");
    await writeUntilKilled(writer, path, "hot-journal", 2);
    const before = filesOf(path);
    const connection = driver.open({ path, readOnly: true });
    expect(() => connection.prepare("SELECT count(*) FROM entry")).toThrow(SqliteFailure);
    connection.close();
    expect(filesOf(path)).toEqual(before);
  });
});

function filesOf(path: string): [string, Buffer][] {
  const directory = join(path, "..");
  return readdirSync(directory).map((name) => [name, readFileSync(join(directory, name))]);
}
