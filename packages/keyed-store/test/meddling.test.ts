import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createSeededRandom } from "@keyed-store/backend-wasm/testing";
import { appendCountToTallyFile, size } from "@keyed-store/conformance";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEEDS, type Deed } from "./support/meddling/deeds.js";
import { type Program, startProgram } from "./support/meddling/program.js";
import { type Round, runRound } from "./support/meddling/round.js";
import { backends } from "./support/on.js";
import { scratch } from "./support/program.js";

/*
 * A program has a store open and writes, and behind its back something is done to the files: the database, its log, a session
 * record, the session directory or the state directory is deleted, moved away, replaced, or restored over from an older copy.
 * After that the program opens the store anew, and it is looked which writes are where. What must hold, for each write that
 * was acknowledged (support/meddling/judge.ts):
 *
 * 1. Acknowledged before the deed: it is in the file that was then under the name, with its log, or in the one that is there
 *    now; unless the deed itself wrote over it.
 * 2. Issued more than NOTICES_WITHIN_MS after the deed was done: it is in the file that is under the name in the end.
 * 3. In between: in one of the two.
 * 4. Never silence: after a deed that leaves another file or none under the name, something is refused: a write, or whatever
 *    is asked first of `flush`, `backup` and `probe`, which always look.
 * 5. When `flush` succeeds after a deed, all that was acknowledged before it is in the file under the name.
 * 6. The next opening works, on what is there; where a database lies beside the log of another one, it may be refused until that
 *    is put right. What is acknowledged from then on, to this program or to others, is in the file under the name.
 *
 * All times are of one clock that all processes share, and the files that were there are held open, not linked.
 */

/** Rounds of each deed on each engine; 25 of them make 500 deeds. */
const ROUNDS = process.env["KEYED_STORE_CONFORMANCE"]?.startsWith("long") ? 25 : 3;

const scratchDirectory = scratch();

describe.skipIf(process.platform === "win32").each(backends)("behind the back of %s", (engine) => {
  let writer: Program;
  let other: Program;
  const start = (): void => {
    writer = startProgram();
    other = startProgram();
  };
  const end = (): Promise<unknown> => Promise.all([writer.end(), other.end()]);
  beforeAll(start);
  afterAll(end);
  // What went on in a round that broke off must not go on in the next one.
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    await end();
    start();
  });

  it.each(DEEDS.map((deed) => [`${deed.what} is ${deed.how}`, deed] as const))(
    "KS-LIFE-5 KS-DUR-1 KS-SHARE-2 the %s",
    async (_, deed) => {
      for (let index = 0; index < ROUNDS; index++) {
        const seed = size.seed + index;
        const round = drawn(seed, index, deed, engine);
        const directory = join(scratchDirectory(), "round");
        mkdirSync(directory);
        const wrong = await runRound(round, directory, writer, other);
        expect(wrong, `seed ${seed}, ${JSON.stringify(round)}`).toEqual([]);
        appendCountToTallyFile("deeds behind a store's back", 1);
      }
    },
  );
});

function drawn(seed: number, index: number, deed: Deed, engine: string): Round {
  const random = createSeededRandom(seed * 1_000 + DEEDS.indexOf(deed));
  const below = (bound: number): number => Math.floor(random() * bound);
  // Of three rounds one has a visitor, and one is quiet.
  const strangers = backends.filter((name) => name !== engine || name === "wasm");
  const visitor = index % 3 === 1 ? strangers[below(strangers.length)] : undefined;
  return {
    deed,
    engine,
    at: index % 3 === 2 ? ((["probe", "flush", "backup"] as const)[below(3)] ?? "probe") : "write",
    insists: below(2) === 0,
    writesBefore: 1 + below(40),
    writesSince: 1 + below(200),
    ...(visitor === undefined ? {} : { visitor }),
  };
}
