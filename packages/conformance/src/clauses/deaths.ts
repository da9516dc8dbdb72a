import { clause, type Group } from "../case.js";
import { ok, same } from "../harness/assert.js";
import type { Harness } from "../harness/harness.js";
import { checkIntegrity } from "../processes/check-integrity.js";
import { killRounds } from "../processes/kill-rounds.js";
import { moduleOf } from "../processes/module-of.js";
import { applied, operations, type StreamState } from "../processes/operation.js";
import { startChild } from "../processes/start-child.js";
import { streamState } from "../processes/stream-store.js";
import { size } from "../size.js";

const PROCESSES = {
  faces: "store",
  needs: ["multiProcess", "persistent"],
  neighbours: "none",
  timeoutMs: 300_000,
} as const;
const OPERATIONS = 40;

/** A child does its operations and ends as told; what it acknowledged must be there. */
async function endsBy(
  { under, directory, open }: Harness,
  ending: "close" | "exit" | "throw",
  code: number,
): Promise<void> {
  const task = {
    provider: moduleOf(under),
    directory,
    role: "stream",
    seed: 7,
    id: 0,
    operations: OPERATIONS,
    ending,
  } as const;
  const child = startChild(task);
  let acknowledged = 0;
  for (let message = await child.next(); message !== undefined; message = await child.next()) {
    ok(message.type === "acknowledged", `the process reported ${JSON.stringify(message)}`);
    acknowledged++;
  }
  same([(await child.gone).code, acknowledged], [code, OPERATIONS], "exit code and number of acknowledged operations");
  let expected: StreamState = { left: new Map(), right: new Map() };
  for (const operation of operations(7)) {
    if (acknowledged-- === 0) break;
    expected = applied(expected, operation);
  }
  const store = await open({ clock: Date.now });
  const found = await streamState(store);
  for (const place of ["left", "right"] as const) {
    same(Object.fromEntries(found[place]), Object.fromEntries(expected[place]), `what the namespace ${place} holds`);
  }
  await store.close();
  await checkIntegrity(under, store.databasePath);
}

export const deaths: Group = {
  title: "Deaths of processes",
  cases: [
    clause(
      "KS-LIFE-3",
      "what a process wrote before a clean close is there for another",
      (harness) => endsBy(harness, "close", 0),
      PROCESSES,
    ),
    clause(
      "KS-LIFE-3",
      "what a process wrote before process.exit is there for another",
      (harness) => endsBy(harness, "exit", 7),
      PROCESSES,
    ),
    clause(
      "KS-LIFE-3",
      "what a process wrote before an uncaught exception is there for another",
      (harness) => endsBy(harness, "throw", 1),
      PROCESSES,
    ),
    clause(
      "KS-LIFE-3",
      `kill -9 of a writer, ${size.kills} times: all that was acknowledged is there, at most what was in flight more, whole`,
      async ({ under }) => {
        const report = await killRounds({ writer: under, survivor: under }, size.kills, size.seed);
        same(report.rounds, size.kills, "the number of rounds");
      },
      PROCESSES,
    ),
  ],
};
