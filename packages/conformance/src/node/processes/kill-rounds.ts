import { openStateStore, type StateStore } from "@keyed-store/core";
import { ok, same } from "../../assert/assert.js";
import { deepEqual } from "../../assert/deep-equal.js";
import { createRandom, type Random } from "../../support/create-random.js";
import type { BackendUnderTest } from "../../under-test/backend-under-test.js";
import { checkDatabaseIntegrity } from "../../under-test/check-database-integrity.js";
import { requireProviderModule } from "../../under-test/require-provider-module.js";
import { createOpenOptionsAt, createPlace, type StorePlace } from "../../under-test/store-place.js";
import { appendCountToTallyFile } from "../host/append-count-to-tally-file.js";
import { nodeFiles } from "../host/node-files.js";
import { type LeftAndRightEntries, readLeftAndRightEntries } from "./roles/left-and-right-namespaces.js";
import { applyStreamOperation, generateStreamOperations } from "./roles/stream-operation.js";
import { startChildProcess } from "./start-child.js";

/** Who writes and is killed, and who opens what it left. */
export interface KillPair {
  readonly writer: BackendUnderTest;
  readonly survivor: BackendUnderTest;
}

/** What a series of kills came to. */
export interface KillReport {
  readonly rounds: number;
  /** Operations acknowledged by the killed. */
  readonly acknowledged: number;
  /** Rounds in which an operation was there that was not acknowledged. */
  readonly unacknowledged: number;
}

/** How many operations a writer with a burst issues without awaiting. */
const BURST = 16;

/**
 * Starts a writer, kills it with SIGKILL after a seeded number of acknowledged operations and a seeded spin, opens its
 * store with the survivor, and compares: all that was acknowledged is there, and of the rest a prefix of what was in
 * flight, whole (KS-LIFE-3, KS-DUR-1, KS-ATOM-3, KS-ATOM-4). Again and again on one file, whose history so grows.
 */
export async function runKillRounds(pair: KillPair, rounds: number, seed: number): Promise<KillReport> {
  const place = await createPlace(pair.writer, nodeFiles);
  const random = createRandom(seed);
  let state: LeftAndRightEntries = { left: new Map(), right: new Map() };
  let [acknowledged, unacknowledged] = [0, 0];
  try {
    for (let round = 0; round < rounds; round++) {
      const streamSeed = random.below(2 ** 31);
      const burst = random.below(3) === 0 ? BURST : 1;
      const last = await countAcknowledgedUntilKill(pair.writer, place.at, streamSeed, burst, random);
      appendCountToTallyFile("kills", 1);
      const found = await readSurvivingState(pair.survivor, place.at);
      const reached = listPossibleEntries(state, streamSeed, last, burst).find((prefix) =>
        deepEqual(toComparableEntries(prefix.state), toComparableEntries(found)),
      );
      ok(
        reached !== undefined,
        `round ${round} of seed ${seed}: after ${last} acknowledged operations the store holds what no prefix of them gives`,
      );
      state = reached.state;
      acknowledged += last;
      if (reached.length > last) unacknowledged++;
    }
    return { rounds, acknowledged, unacknowledged };
  } finally {
    await place.remove();
  }
}

/** The number of operations that a killed writer had acknowledged, in the order of issue and without a gap. */
async function countAcknowledgedUntilKill(
  writer: BackendUnderTest,
  place: StorePlace,
  seed: number,
  burstSize: number,
  random: Random,
): Promise<number> {
  const killAfter = 1 + random.below(60);
  const spin = random.below(300_000);
  const provider = requireProviderModule(writer);
  const child = startChildProcess({
    provider,
    place,
    role: "stream",
    seed,
    id: 0,
    operations: Number.MAX_SAFE_INTEGER,
    burst: burstSize,
  });
  let acknowledged = 0;
  for (let message = await child.next(); message !== undefined; message = await child.next()) {
    if (message.type === "wrong") throw new Error(`the writer failed: ${message.message}`);
    if (message.type !== "acknowledged") continue;
    same(message.index, acknowledged, "KS-ATOM-3: the index of the next acknowledged operation");
    if (++acknowledged === killAfter) {
      for (let turn = 0; turn < spin; turn++) if (turn === -1) acknowledged = turn; // Passes a while that no clock measures.
      child.signal("SIGKILL");
    }
  }
  const { signal, stderr } = await child.exited;
  ok(signal === "SIGKILL", `the writer ended by itself (${signal}): ${stderr.slice(0, 500)}`);
  return acknowledged;
}

/** What the survivor finds; then it closes, and the file must be sound. */
async function readSurvivingState(survivor: BackendUnderTest, place: StorePlace): Promise<LeftAndRightEntries> {
  const store: StateStore = await openStateStore(createOpenOptionsAt(place, survivor.provider));
  const found = await readLeftAndRightEntries(store);
  await store.close();
  await checkDatabaseIntegrity(survivor, store.databasePath);
  return found;
}

/** The states that may follow from `last` acknowledged operations: that one, and those with more of what was in flight. */
function listPossibleEntries(
  entriesBefore: LeftAndRightEntries,
  seed: number,
  acknowledgedCount: number,
  burstSize: number,
): { length: number; state: LeftAndRightEntries }[] {
  const possible: { length: number; state: LeftAndRightEntries }[] = [];
  const most = burstSize === 1 ? acknowledgedCount + 1 : (Math.floor(acknowledgedCount / burstSize) + 1) * burstSize;
  let [state, length] = [entriesBefore, 0];
  for (const operation of generateStreamOperations(seed)) {
    if (length >= acknowledgedCount) possible.push({ length, state });
    if (length === most) break;
    state = applyStreamOperation(state, operation);
    length++;
  }
  return possible;
}

function toComparableEntries({ left, right }: LeftAndRightEntries): unknown {
  return { left: Object.fromEntries(left), right: Object.fromEntries(right) };
}
