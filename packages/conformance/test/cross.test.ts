import {
  type BackendUnderTest,
  runKillRounds,
  size,
  testConcurrentIncrements,
  testEachPrizeIsWonOnce,
  testJobsAndRateLimitAcrossProcesses,
  testMixedWorkOnOneFile,
} from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { native, nativeMissing, wasm } from "./support/backends.mjs";

const PAIRS: readonly (readonly [writer: BackendUnderTest, survivor: BackendUnderTest])[] = [
  [native, wasm],
  [wasm, native],
];
const rounds = size.kills;

describe.skipIf(nativeMissing !== undefined)("Backends on one file", () => {
  it.each(
    PAIRS.map(([writer, survivor]) => ({ writer, survivor, name: `${writer.name} is killed, ${survivor.name} opens` })),
  )(`KS-LIFE-3 $name, ${rounds} times`, async ({ writer, survivor }) => {
    expect(await runKillRounds({ writer, survivor }, rounds, size.seed)).toMatchObject({ rounds });
  });

  it("KS-SHARE-1 native and wasm processes work on one file together: no error, nothing lost, the file sound", async () => {
    await expect(
      testMixedWorkOnOneFile([native, wasm, native, wasm], Math.ceil(size.operations / 2), size.seed),
    ).resolves.toBeUndefined();
  });

  it("KS-ATOM-6 native and wasm processes make fifty increments each at once: each sum once; of fifty consumes each, one has the value", async () => {
    await expect(
      testConcurrentIncrements([wasm, native, wasm, native, native], 50, size.seed),
    ).resolves.toBeUndefined();
  });

  it("KS-ATOM-1 native and wasm processes race: one winner for each prize, and every increment counts", async () => {
    await expect(testEachPrizeIsWonOnce([wasm, native, wasm, native, native], size.seed)).resolves.toBeUndefined();
  });

  it("KS-CLAIM-7 KS-RATE-1 native and wasm processes do each job once, and together take what a limit allows", async () => {
    await expect(
      testJobsAndRateLimitAcrossProcesses([wasm, native, wasm, native, native], size.seed),
    ).resolves.toBeUndefined();
  });
});
