import { mkdirSync } from "node:fs";
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

  it("says what kind of place it is, and what will happen after a kill", async () => {
    const [backend = ""] = backends;
    const directory = scratchDirectory();
    const line = on(backend, directory);
    await ok(line, "set", "o", "n", "k", "1");
    const [found] = documents(await ok(line, "doctor", "--json"));
    const { place } = (found as { store: { place: Record<string, string> } }).store;
    expect(["proved", "judged"]).toContain(place["afterKill"]);
    expect(found).toMatchObject({ host: { permissionModel: false } });
    if (process.platform === "linux") expect(place["fileSystem"]).toMatch(/^[a-z0-9.-]+$/);
    expect(await ok(line, "doctor")).toMatch(/^after a kill +others take over/m);
  });

  it("names the hazard of a place, with the option", async () => {
    const [backend = ""] = backends;
    const root = scratchDirectory();
    mkdirSync(join(root, ".dropbox.cache"));
    const line = on(backend, join(root, "state"));
    await ok(line, "set", "--allow-unsafe-file-system", "o", "n", "k", "1");
    const { code, out } = await line.run(["doctor"]);
    expect(code).toBe(1);
    expect(out).toMatch(/hazard +✗ it seems to be in a folder that Dropbox copies/);
    expect(out).toMatch(/--allow-unsafe-file-system/);
    expect(out).not.toMatch(/after a kill/);
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
