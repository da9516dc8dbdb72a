import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { size } from "../host/size.js";
import { collectChildMessages } from "../processes/start-child.js";
import { startWaitingChild } from "../processes/start-waiting-child.js";
import { testWatchingOtherProcesses } from "../processes/test-watching-other-processes.js";
import {
  testConcurrentIncrements,
  testEachPrizeIsWonOnce,
  testJobsAndRateLimitAcrossProcesses,
  testMixedWorkOnOneFile,
} from "../processes/workers.js";

const PROCESSES = {
  faces: "store",
  needs: ["multiProcess", "persistent"],
  neighbours: "none",
  timeoutMs: 120_000,
} as const;

export const sharing: Group = {
  title: "Sharing between processes",
  cases: [
    createCase(
      "KS-SHARE-1",
      `six processes, ${size.operations} mixed operations each: no error, nothing lost, the file sound`,
      async ({ backend }) => {
        await testMixedWorkOnOneFile(
          [backend, backend, backend, backend, backend, backend],
          size.operations,
          size.seed,
        );
      },
      PROCESSES,
    ),
    createCase(
      "KS-ATOM-1",
      "five processes race: one winner for every claim and token, and five times ten is fifty",
      async ({ backend }) => {
        await testEachPrizeIsWonOnce([backend, backend, backend, backend, backend], size.seed);
      },
      PROCESSES,
    ),
    createCase(
      "KS-ATOM-6",
      "five processes make fifty increments each at once: 1 to 250, each once; of fifty consumes each, one has the value",
      async ({ backend }) => {
        await testConcurrentIncrements([backend, backend, backend, backend, backend], 50, size.seed);
      },
      PROCESSES,
    ),
    createCase(
      "KS-SHARE-1",
      "a store that another process holds open and idle can be used and closed",
      async (harness) => {
        const child = await startWaitingChild(harness, "idle");
        const store = await harness.open();
        await harness.keyed(store).register("key", 1);
        await store.close();
        child.resume();
        await collectChildMessages(child);
        same(await harness.keyed(await harness.open()).lookup("key"), 1, "the value");
      },
      PROCESSES,
    ),
    createCase(
      "KS-RATE-1",
      "five processes do the same jobs once, and together take just what the limit allows (KS-CLAIM-7)",
      async ({ backend }) => {
        await testJobsAndRateLimitAcrossProcesses([backend, backend, backend, backend, backend], size.seed);
      },
      PROCESSES,
    ),
    createCase(
      "KS-WATCH-2",
      "what other processes leave behind is what is seen last, also where one of them was killed",
      async ({ backend }) => {
        await testWatchingOtherProcesses(
          [backend, backend, backend],
          backend,
          Math.ceil(size.operations / 5),
          size.seed,
        );
      },
      { ...PROCESSES, needs: ["watch", "multiProcess"] },
    ),
  ],
};
