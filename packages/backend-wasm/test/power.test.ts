import type { DiskChange } from "@keyed-store/backend-wasm/testing";
import { size } from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { judge } from "./power-judge.js";
import { record } from "./power-workload.js";

/** One seed in CI, so that it is the same at each run; more where there is an hour. */
const SEEDS = Array.from({ length: size.recordings }, (_, index) =>
  size.recordings === 1 ? 20_260 : size.seed + index,
);
const [SEED = 0] = SEEDS;

const syncOf =
  (name: string) =>
  (change: DiskChange): boolean =>
    change.kind === "sync" && change.name === name;
const directorySync = (change: DiskChange): boolean => change.kind === "sync-directory";
const anySync = (change: DiskChange): boolean => change.kind === "sync" || directorySync(change);

describe.each(SEEDS)("KS-DUR-1 loss of power (seed %i)", (seed) => {
  it("power: nothing is corrupt, half there or lost, in more than 10,000 images", async () => {
    const verdicts = await judge(await record("FULL", seed), { seed, imagesPerCut: 40 });
    expect(verdicts).toMatchObject({ corrupt: 0, halfApplied: 0, lostAcknowledged: 0, impossible: 0 });
    expect(verdicts.images).toBeGreaterThan(10_000);
  });

  it("process: nothing is corrupt, half there, or lost once it was flushed, in more than 10,000 images", async () => {
    const verdicts = await judge(await record("NORMAL", seed), { seed, imagesPerCut: 52 });
    expect(verdicts).toMatchObject({ corrupt: 0, halfApplied: 0, impossible: 0 });
    expect(verdicts.images).toBeGreaterThan(10_000);
    // What this level does not promise does happen: so the check for losses above is one that can fail.
    expect(verdicts.lostAcknowledged).toBeGreaterThan(0);
  });

  it("power: nor where the power goes again while SQLite recovers", async () => {
    const recording = await record("FULL", seed);
    const verdicts = await judge(recording, { seed, imagesPerCut: 3, cutRecoveryOfEvery: 25 });
    expect(verdicts).toMatchObject({ corrupt: 0, halfApplied: 0, lostAcknowledged: 0, impossible: 0 });
    expect(verdicts.images).toBeGreaterThan(2_000);
  });
});

describe(`KS-DUR-1 controls: an engine that syncs less is caught (seed ${SEED})`, () => {
  it.each([
    ["no sync at all", anySync],
    ["none of the log", syncOf("state.sqlite-wal")],
    ["none of the database", syncOf("state.sqlite")],
    ["none of the directory", directorySync],
  ])("%s", async (_name, ignores) => {
    const verdicts = await judge(await record("FULL", SEED), { seed: SEED, imagesPerCut: 3, ignores });
    expect(verdicts.corrupt).toBeGreaterThan(0);
    expect(verdicts.lostAcknowledged + verdicts.impossible).toBeGreaterThan(0);
  });
});
