import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findSampleEventsFilePath } from "../src/demo/find-sample-events-file-path.js";
import type { Demonstration } from "../src/demo/run-demonstration.js";
import { documents } from "./support/command-line.js";
import { program, scratch, usableProviders } from "./support/program.js";

const directory = scratch();
const backends = (await usableProviders()).map(({ name }) => name);

/** The beginning of the recording, as a file. */
function recording(lines: number): string {
  const file = join(directory(), "events.ndjson");
  writeFileSync(file, readFileSync(findSampleEventsFilePath(), "utf8").split("\n").slice(0, lines).join("\n"));
  return file;
}

describe("keyed-store demo", () => {
  it.each(backends)(
    "KS-LIFE-3 KS-ATOM-4 on %s: a bot killed at work loses nothing and does nothing twice",
    async (backend) => {
      const place = directory();
      const { code, out } = await program(["demo", "--json", "--backend", backend, "-d", place]);
      expect(code).toBe(0);
      const [found] = documents(out) as [Demonstration];
      expect(found.backend.name).toBe(backend);
      expect(found.verdict).toMatchObject({ twice: 0, lost: 0, problems: [] });
      expect(found.verdict.once).toBe(found.verdict.events);
      expect(found.replay.restarts).toBe(4);
      expect(found.replay.underWay).toBeGreaterThan(0);
      expect(found.replay.redelivered).toBeGreaterThan(found.replay.underWay);
      expect(found.replay.again).toBe(
        found.replay.delivered - found.replay.underWay + found.replay.onRecord - found.verdict.events,
      );
    },
  );

  it("tells people what happened and how to look into the store, and that way works", async () => {
    const place = directory();
    const { code, out } = await program(["demo", "--events", recording(120), "-d", place]);
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ exactly once +\d+ of \d+ events$/m);
    expect(out).toMatch(/^A chat bot gets \d+ recorded deliveries.*\n.*kill -9/);
    expect(out).toMatch(
      /^Killed at delivery \d+, with \d+ more under way; restarted, \d+ delivered again: every event handled exactly once\.$/m,
    );
    const steps = [...out.matchAll(/ +npx keyed-store (.*)$/gm)].map(([, step = ""]) => step);
    expect(steps.map((step) => step.split(" ")[0])).toEqual(["entries", "owners", "inspect"]);
    // The inspector goes on until it is interrupted, and has tests of its own.
    for (const step of steps.slice(0, 2)) {
      const looked = await program(step.split(" "));
      expect(looked).toMatchObject({ code: 0, err: "" });
      expect(looked.out).toContain(step.startsWith("entries") ? "overheard" : "journal");
    }
  });

  it("warns of nothing: its namespaces fit into what their owner may have", async () => {
    const { code, err } = await program(["demo", "--events", recording(40), "-d", directory()]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("refuses a store that holds an earlier demonstration, and leaves KEYED_STORE_DIR alone", async () => {
    const place = directory();
    const events = recording(40);
    const inUse = directory();
    expect((await program(["demo", "--events", events, "-d", place], { KEYED_STORE_DIR: inUse })).code).toBe(0);
    const { code, err } = await program(["demo", "--events", events, "-d", place]);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^KEYED_STORE_INVALID_INPUT: .*earlier demonstration/),
    });
    expect((await program(["owners", "-d", inUse])).code).toBe(1);
  });

  it("KS-SEL-1 where no backend can run: 5", async () => {
    const { code, err } = await program(["demo", "--backend", "no-such", "-d", directory()]);
    expect({ code, err }).toEqual({ code: 5, err: expect.stringMatching(/^KEYED_STORE_BACKEND_UNAVAILABLE: /) });
  });

  it.each([
    ["", /fewer than two deliveries/],
    ["{}\n", /Line 1 of /],
    ['{"delivered":"2026-03-02T00:00:00Z","event":{"type":"message","id":1}}\n', /Line 1 of /],
    ["secret", /Line 1 of /],
  ])("refuses a recording that is none: %j", async (text, message) => {
    const file = join(directory(), "bad.ndjson");
    writeFileSync(file, text);
    const { code, out, err } = await program(["demo", "--events", file, "-d", directory()]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toContain("secret");
  });
});
