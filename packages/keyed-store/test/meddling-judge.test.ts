import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEEDS } from "./support/meddling/deeds.js";
import { type Evidence, judge } from "./support/meddling/judge.js";
import { startProgram, type Write } from "./support/meddling/program.js";
import { runRound } from "./support/meddling/round.js";
import { scratch } from "./support/program.js";

/* Who judges meddling.test.ts: what it must find, it finds; and where all is well, it says nothing. */

const scratchDirectory = scratch();

const at = (key: string, time: number, code?: string): Write => ({
  key,
  issued: time,
  answered: time,
  ...(code === undefined ? {} : { code, message: "told so" }),
});

/** A database that was replaced between 1000 and 1010, and a program that noticed at 1050. */
const KEPT: Evidence = {
  deed: { what: "file", how: "replaced" },
  began: 1_000,
  done: 1_010,
  writes: [at("early", 500), at("between", 1_020), at("refused", 1_050, "KEYED_STORE_WRITE_FAILED")],
  laterWrites: [at("anew", 1_200)],
  noticed: true,
  before: new Set(["early", "between"]),
  after: new Set(["old", "anew"]),
};

/** One thing wrong with it each. */
const BROKEN: readonly (readonly [wrong: RegExp, evidence: Partial<Evidence>])[] = [
  [/^1 of 2 writes acknowledged before the deed are in no file, early/, { before: new Set(["between"]) }],
  [/before it had to be noticed, are in no file, between/, { before: new Set(["early"]) }],
  [/over 100 ms after the deed were acknowledged, .* late/, { writes: [...KEPT.writes, at("late", 1_111)] }],
  [/who came later are not under the name, anew/, { after: new Set(["old"]) }],
  [/though flush then said so, early/, { flushed: 1_015 }],
  [/silence/, { noticed: false }],
  [
    /a write failed with KEYED_STORE_CLOSED/,
    { laterWrites: [at("anew", 1_200), at("odd", 1_201, "KEYED_STORE_CLOSED")] },
  ],
];

describe("the judge of deeds", () => {
  it("says nothing where each write was kept where it had to be", () => {
    expect(judge(KEPT)).toEqual([]);
  });

  it.each(BROKEN)("finds %s", (wrong, change) => {
    expect(judge({ ...KEPT, ...change })).toEqual([expect.stringMatching(wrong)]);
  });

  it("takes what a deed wrote over for lost, but nothing that came later", () => {
    const evidence: Evidence = { ...KEPT, deed: { what: "file", how: "restored over" }, before: new Set() };
    expect(judge(evidence)).toEqual([]);
    expect(judge({ ...evidence, writes: [at("late", 1_111)] })).toHaveLength(1);
  });

  it("finds a program that acknowledges what it does not write", async () => {
    const [writer, other] = [startProgram(), startProgram()];
    const directory = join(scratchDirectory(), "round");
    mkdirSync(directory);
    const [deed = { what: "record", how: "restored over" }] = DEEDS.filter(({ what }) => what === "record").slice(-1);
    const round = {
      deed,
      engine: "wasm",
      at: "write",
      insists: false,
      writesBefore: 5,
      writesSince: 5,
      lying: true,
    } as const;
    const wrong = await runRound(round, directory, writer, other);
    await Promise.all([writer.end(), other.end()]);
    expect(wrong).toContainEqual(expect.stringMatching(/acknowledged before the deed are in no file/));
  });
});
