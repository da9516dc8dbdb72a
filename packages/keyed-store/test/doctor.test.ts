import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandLine, documents } from "./support/command-line.js";
import { backends, ok, on } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

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
