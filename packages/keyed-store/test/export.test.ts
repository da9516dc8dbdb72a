import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandLine, documents, NOON } from "./support/command-line.js";
import { fill } from "./support/fill.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

describe("export", () => {
  it("writes a line for each live entry, oldest first, of all or one owner or namespace", async () => {
    const line = commandLine();
    await fill(line);
    const { code, out, err } = await line.run(["export"]);
    expect({ code, err }).toEqual({ code: 0, err: "4 entries exported\n" });
    expect(documents(out)).toEqual([
      { owner: "a", namespace: "n", key: "z", value: { deep: [null, "ü"] }, createdAt: NOON },
      { owner: "a", namespace: "n", key: "y", value: false, createdAt: NOON + 5, expiresAt: NOON + 60_005 },
      { owner: "a", namespace: "other", key: "x", value: "", createdAt: NOON + 5 },
      { owner: "b", namespace: "n", key: "z", value: 0, createdAt: NOON + 5 },
    ]);
    expect(documents((await line.run(["export", "a"])).out)).toHaveLength(3);
    expect(documents((await line.run(["export", "a", "other"])).out)).toHaveLength(1);
    expect(await line.run(["export", "nobody"])).toEqual({
      code: 0,
      out: "",
      err: expect.stringMatching(/^note: .*\n0 entries exported\n$/),
    });
  });

  it("-o writes a new file for its user alone, and never over one that is there", async () => {
    const line = commandLine();
    await fill(line);
    const file = join(scratchDirectory(), "new.ndjson");
    expect(await line.run(["export", "-o", file])).toEqual({
      code: 0,
      out: "",
      err: `4 entries exported to ${file}\n`,
    });
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(documents(readFileSync(file, "utf8"))).toEqual(documents((await line.run(["export"])).out));
    writeFileSync(file, "precious");
    const { code, err } = await line.run(["export", "-o", file]);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^KEYED_STORE_INVALID_INPUT: Cannot create /),
    });
    expect(readFileSync(file, "utf8")).toBe("precious");
  });
});
