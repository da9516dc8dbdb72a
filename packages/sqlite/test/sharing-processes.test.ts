import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SharingMode } from "../src/host/sharing-mode.js";
import { getSessionDirectoryPath } from "../src/node/sharing/records/open-session-directory.js";
import { createSharingSession, type SharingSession } from "../src/node/sharing/sharing-session.js";
import { begin, type Contender, type Holding, readVisits, startContender } from "./sharing/contenders.js";

/* Real processes on a real directory. They use the built package. */

let databasePath = "";
let home = "";
const started: Contender[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "keyed-store-"));
  databasePath = join(home, "state.sqlite");
});
afterEach(async () => {
  for (const { child } of started) child.kill("SIGKILL");
  await Promise.all(started.splice(0).map(({ ended }) => ended));
  rmSync(home, { recursive: true, force: true });
});

const start = (mode: SharingMode, turns: number, holding: Holding): Contender => {
  const contender = startContender(databasePath, mode, turns, holding);
  started.push(contender);
  return contender;
};
const records = (): string[] => readdirSync(getSessionDirectoryPath(databasePath));
const exclusive = (): SharingSession => createSharingSession({ databasePath, mode: "exclusive", backend: "wasm" });

describe("KS-SHARE-1 processes take turns", () => {
  test("two that must be alone, 200 times each: never together", async () => {
    await allReady(start("exclusive", 200, "briefly"), start("exclusive", 200, "briefly"));
    begin(databasePath);
    expect(await Promise.all(started.map(({ ended }) => ended))).toEqual([0, 0]);
    const { turns, changes, overlaps } = readVisits(databasePath);
    expect({ turns, overlaps }).toEqual({ turns: 400, overlaps: [] });
    expect(changes).toBeGreaterThan(10);
    expect(records()).toEqual([]);
  });

  test("the detector finds those who do not ask", async () => {
    await allReady(start("exclusive", 200, "lawlessly"), start("exclusive", 200, "lawlessly"));
    begin(databasePath);
    expect(await Promise.all(started.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(readVisits(databasePath).overlaps.length).toBeGreaterThan(0);
  });

  test("two native and two wasm ones that stay until they are wanted: all get their turns, none beside a wasm one", async () => {
    begin(databasePath);
    const stayer = start("exclusive", 1_000_000, "wanted");
    const ends = [start("shared", 30, "wanted"), start("shared", 30, "wanted"), start("exclusive", 30, "wanted")].map(
      ({ ended }) => ended,
    );
    expect(await Promise.all(ends)).toEqual([0, 0, 0]);
    stayer.child.kill("SIGKILL");
    await stayer.ended;
    const { overlaps, turns } = readVisits(databasePath);
    expect(overlaps).toEqual([]);
    expect(turns).toBeGreaterThan(90);
    await exclusive().close();
    expect(records()).toEqual([]);
  });
});

describe("KS-SHARE-2 death, and only death, frees what a process held", () => {
  beforeEach(() => begin(databasePath));

  test("killed while it was in", async () => {
    const holder = start("exclusive", 1, "forever");
    await holder.in;
    const sharing = exclusive();
    expect(sharing.tryEnter()).toMatchObject({
      entered: false,
      blocker: { liveness: "alive", session: { pid: holder.child.pid } },
    });
    holder.child.kill("SIGKILL");
    await holder.ended;
    expect(sharing.tryEnter()).toEqual({ entered: true });
    await sharing.close();
    expect(records()).toEqual([]);
  });

  test.skipIf(process.platform === "win32")("a stopped process is not robbed, however often one tries", async () => {
    const holder = start("exclusive", 1, "wanted");
    await holder.in;
    holder.child.kill("SIGSTOP");
    let now = Date.now();
    const sharing = createSharingSession({ databasePath, mode: "exclusive", backend: "wasm", clock: () => now });
    for (let hours = 0; hours < 1_000; hours++) {
      now += 3_600_000;
      expect(sharing.tryEnter()).toMatchObject({ entered: false, blocker: { doing: "holds", liveness: "alive" } });
    }
    await sharing.close();
    const patient = exclusive();
    patient.tryEnter();
    holder.child.kill("SIGCONT");
    await patient.close();
    start("exclusive", 1, "briefly");
    expect(await holder.ended).toBe(0);
  });

  test("processes killed at any point: the others go on, never together, and nothing is left", async () => {
    const moments = fc.sample(fc.nat(40), { numRuns: 12, seed: 20_260_101 });
    const survivors = [start("exclusive", 1_000_000, "wanted"), start("shared", 1_000_000, "wanted")];
    await Promise.all(survivors.map((survivor) => survivor.in));
    for (const [round, moment] of moments.entries()) {
      const victim = start(round % 2 === 0 ? "exclusive" : "shared", 1_000_000, round % 3 === 0 ? "wanted" : "briefly");
      await victim.in;
      await linesWritten(moment);
      victim.child.kill("SIGKILL");
      await victim.ended;
    }
    await linesWritten(50);
    for (const survivor of survivors) survivor.child.kill("SIGKILL");
    await Promise.all(survivors.map(({ ended }) => ended));
    expect(readVisits(databasePath).overlaps).toEqual([]);
    const sharing = exclusive();
    expect(sharing.tryEnter()).toEqual({ entered: true });
    await sharing.close();
    expect(records()).toEqual([]);
  });
});

async function allReady(...contenders: readonly Contender[]): Promise<void> {
  await Promise.all(contenders.map(({ ready }) => ready));
}

/** Resolves when the processes have written so many more lines: they are alive and at work. */
async function linesWritten(count: number): Promise<void> {
  const lines = async (): Promise<number> => (await readFile(`${databasePath}.log`, "utf8")).split("\n").length;
  const goal = (await lines()) + count;
  while ((await lines()) < goal) await new Promise((resolve) => setImmediate(resolve));
}
