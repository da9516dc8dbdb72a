import { describe, expect, it } from "vitest";
import { commandLine } from "./support/command-line.js";

describe("the command line", () => {
  it("without a command: the help, and 2", async () => {
    const { code, err } = await commandLine().run([]);
    expect(code).toBe(2);
    expect(err).toContain("Usage: keyed-store [options] [command]");
  });

  it("--help tells every command and the exit codes, and is no failure", async () => {
    const { code, out } = await commandLine().run(["--help"]);
    expect(code).toBe(0);
    for (const name of [
      "demo",
      "doctor",
      "stat",
      "owners",
      "entries",
      "get",
      "set",
      "delete",
      "sweep",
      "export",
      "import",
      "backup",
      "unlock",
    ]) {
      expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
    }
    expect(out).toContain("Exit codes:");
  });

  it("--version tells the version of the package", async () => {
    expect((await commandLine().run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [["ownrs"], /unknown command 'ownrs'\n\(Did you mean owners\?\)/],
    [["owners", "--jsn"], /unknown option '--jsn'\n\(Did you mean --json\?\)/],
    [["get", "o", "n"], /missing required argument 'key'/],
    [["owners", "more"], /too many arguments/],
    [["entries", "o", "n", "--limit", "0"], /'--limit <count>'.*whole number from 1/],
    [["entries", "o", "n", "--order", "size"], /Allowed choices are age, key/],
    [["entries", "o", "n", "--order", "age", "--from", "a"], /leave out --order age/],
    [["keys", "o", "n", "--after", "a"], /add --order key/],
    [["clear", "o", "n"], /--prefix.*--all/],
    [["clear", "o", "n", "--all", "--prefix", "a"], /--prefix.*--all/],
    [["clear", "o", "n", "--prefix", ""], /--prefix.*--all/],
    [["entries", "o", "n", "--after", "a"], /takes a version/],
    [["set", "o", "n", "k", "1", "--ttl", "soon"], /takes a duration such as/],
    [["set", "o", "n", "k", "1", "--if-absent", "--if-version", "1"], /cannot be used with/],
    [["owners", "--busy-timeout", "-1"], /takes a duration such as/],
    [["get", "o", "../n", "k"], /namespace/],
    [["get", "o", "n", ""], /key/],
    [["import", "does-not-exist.ndjson"], /Cannot read does-not-exist\.ndjson/],
    [["demo", "--events", "does-not-exist.ndjson"], /Cannot read does-not-exist\.ndjson/],
  ])("%j: 2, one code, and the way out", async (argv, message) => {
    const line = commandLine();
    await line.run(["set", "o", "n", "k", "1"]);
    const { code, out, err } = await line.run(argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^KEYED_STORE_INVALID_INPUT: /);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
  });

  it("without a directory: 2, and both ways to name one", async () => {
    const { code, err } = await commandLine({ directory: "" }).run(["owners"]);
    expect({ code, err }).toEqual({
      code: 2,
      err: "KEYED_STORE_INVALID_INPUT: Say where the store is: --directory <path>, or the environment variable KEYED_STORE_DIR.\n",
    });
  });

  it("KS-SEL-1 a backend that is not there: 5, naming those there are", async () => {
    const { code, err } = await commandLine().run(["owners", "--backend", "carrier-pigeon"]);
    expect({ code, err }).toEqual({
      code: 5,
      err: expect.stringMatching(/^KEYED_STORE_BACKEND_UNAVAILABLE: .*memory/),
    });
  });
});
