import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { size } from "../host/size.js";
import { checkProcessEnding } from "../processes/check-process-ending.js";
import { runKillRounds } from "../processes/kill-rounds.js";

const PROCESSES = {
  faces: "store",
  needs: ["multiProcess", "persistent"],
  neighbours: "none",
  timeoutMs: 300_000,
} as const;
const OPERATIONS = 40;

export const deaths: Group = {
  title: "Deaths of processes",
  cases: [
    createCase(
      "KS-LIFE-3",
      "what a process wrote before a clean close is there for another",
      (harness) => checkProcessEnding(harness, "close", OPERATIONS),
      PROCESSES,
    ),
    createCase(
      "KS-LIFE-3",
      "what a process wrote before process.exit is there for another",
      (harness) => checkProcessEnding(harness, "exit", OPERATIONS),
      PROCESSES,
    ),
    createCase(
      "KS-LIFE-3",
      "what a process wrote before an uncaught exception is there for another",
      (harness) => checkProcessEnding(harness, "throw", OPERATIONS),
      PROCESSES,
    ),
    createCase(
      "KS-LIFE-3",
      `kill -9 of a writer, ${size.kills} times: all that was acknowledged is there, at most what was in flight more, whole`,
      async ({ backend }) => {
        const report = await runKillRounds({ writer: backend, survivor: backend }, size.kills, size.seed);
        same(report.rounds, size.kills, "the number of rounds");
      },
      PROCESSES,
    ),
  ],
};
