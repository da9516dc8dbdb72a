import { describe, expect, it } from "vitest";
import { commandLine } from "./support/command-line.js";
import { hold } from "./support/hold.js";
import { backends, ok, on } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

async function filled(columns?: number): Promise<ReturnType<typeof commandLine>> {
  const line = commandLine(columns === undefined ? {} : { columns });
  await line.use(async (store) => {
    await store.openKeyedStore<number>({ owner: "slack", namespace: "seen", maxEntries: 9 }).register("a", 1);
    await store.openKeyedStore<number>({ owner: "slack", namespace: "threads", maxEntries: 9 }).register("a", 1);
    await store.openKeyedStore<number>({ owner: "github", namespace: "hooks", maxEntries: 9 }).register("a", 1);
  });
  return line;
}

describe("an owner or namespace that is misspelt", () => {
  const NO_OWNER = "no owner slak has live entries; did you mean slack?";
  const NO_NAMESPACE = "slack has no namespace sen with live entries; did you mean seen?";

  it.each([
    ["get", "a"],
    ["delete", "a"],
  ])("%s is told the nearest one, beside NOT_FOUND", async (command, key) => {
    const line = await filled();
    expect(await line.run([command, "slak", "seen", key])).toEqual({
      code: 3,
      out: "",
      err: `NOT_FOUND: slak/seen has no live entry a: ${NO_OWNER}\n`,
    });
    expect((await line.run([command, "slack", "sen", key])).err).toContain(NO_NAMESPACE);
    expect((await line.run([command, "slack", "seen", "b"])).err).toBe("NOT_FOUND: slack/seen has no live entry b\n");
  });

  it.each([
    ["entries", "0 of 0 live entries\n"],
    ["keys", ""],
    ["count", "0\n"],
    ["export", ""],
  ])("%s prints what it always does, with a note", async (command, out) => {
    const line = await filled();
    const ran = await line.run([command, "slak", "seen"]);
    expect(ran).toMatchObject({ code: 0, out });
    expect(ran.err).toContain(`note: ${NO_OWNER}\n`);
    expect((await line.run([command, "slack", "sen"])).err).toContain(`note: ${NO_NAMESPACE}\n`);
    expect((await line.run([command, "slack", "seen"])).err).not.toContain("note: ");
  });

  it("clear and watch tell it too", async () => {
    const line = await filled();
    expect(await line.run(["clear", "slak", "seen", "--all"])).toMatchObject({ code: 0, err: `note: ${NO_OWNER}\n` });
    const seen = await line.run(["clear", "slack", "seen", "--all"]);
    expect(seen).toEqual({ code: 0, out: "1 entry deleted\n", err: "" });
    let isOver = false;
    const watched = line.runUntil(1, ["watch", "slak", "seen"]).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await line.run(["set", "slak", "seen", "a", "1"]);
      await line.run(["delete", "slak", "seen", "a"]);
    }
    expect((await watched).code).toBe(0);
  });

  it("where none is near, it is told those there are, and of an empty store that it is empty", async () => {
    const line = await filled();
    expect((await line.run(["get", "completely", "else", "a"])).err).toContain("; there are: github, slack\n");
    await line.run(["set", "o", "n", "a", "1"]);
    for (const [owner, space] of [
      ["slack", "seen"],
      ["slack", "threads"],
      ["github", "hooks"],
      ["o", "n"],
    ] as const)
      await line.run(["clear", owner, space, "--all"]);
    expect((await line.run(["get", "slack", "seen", "a"])).err).toContain(": the whole store has no live entry\n");
  });
});

describe("on a terminal", () => {
  it("set and delete say what they did; in a pipe and with --json they do not", async () => {
    const line = await filled(80);
    const said = async (...argv: string[]): Promise<string> => (await line.run(argv)).out;
    expect(await said("set", "o", "n", "k", "1")).toBe("written: o/n k, kept until it is deleted\n");
    expect(await said("set", "o", "n", "k", "1", "--ttl", "26h")).toBe("written: o/n k, expires in 1 d 2 h\n");
    expect(await said("set", "o", "n", "k", "1", "--json")).toBe('{"written":true}\n');
    expect(await said("delete", "o", "n", "k")).toBe("deleted: o/n k\n");
    const piped = await filled();
    expect(await piped.run(["set", "o", "n", "k", "1"])).toEqual({ code: 0, out: "", err: "" });
    expect(await piped.run(["delete", "o", "n", "k"])).toEqual({ code: 0, out: "", err: "" });
  });
});

it.skipIf(!backends.includes("native"))("stat calls the log what it is, and says when it is emptied", async () => {
  const directory = scratchDirectory();
  await hold(directory, "native");
  expect(await ok(on("native", directory), "stat")).toMatch(
    /size +.* in the write-ahead log: the latest writes, moved into the database at about 16 MB and when the last program closes the store\n/,
  );
});

it("--help names every backend that is tried", async () => {
  expect((await commandLine().run(["--help"])).out).toContain("native, node, wasm");
});
