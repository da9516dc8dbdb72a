import fc from "fast-check";
import { expect, test } from "vitest";
import { type Custody, createCustody } from "../src/custody/create-custody.js";
import { openStoreFiles } from "../src/custody/open-store-files.js";
import { createOpenFileTable } from "../src/disk/open-file-table.js";
import { createFakeDirectory, exception, type FakeDirectory } from "./support/fake-files.js";
import { createFakeLocks, type FakeLocks } from "./support/fake-locks.js";
import { createFakeTiming, type FakeTiming } from "./support/fake-timing.js";

/** What may happen to one of several sessions, in any order. */
type Step =
  | { readonly kind: "ask" | "use" | "leave" | "leaveAtOnce" | "close"; readonly session: number }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "takeAway" | "break" | "mend" };

const SESSIONS = 3;

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom("ask", "use"), session: fc.nat(SESSIONS - 1) }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom("leave", "leaveAtOnce"), session: fc.nat(SESSIONS - 1) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("close"), session: fc.nat(SESSIONS - 1) }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant("pass"), ms: fc.constantFrom(0, 1, 20, 250, 1_500) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("takeAway", "break", "mend") }) },
  ) as fc.Arbitrary<Step>, // the kinds above are those of Step
  { maxLength: 60 },
);

interface World {
  readonly locks: FakeLocks;
  readonly timing: FakeTiming;
  readonly directory: FakeDirectory;
  readonly sessions: Custody[];
  isBroken: boolean;
}

/**
 * @param isExclusive - false for files that several sessions can open at once, as with "readwrite-unsafe": a control
 */
function createWorld(isExclusive: boolean): World {
  const locks = createFakeLocks();
  const timing = createFakeTiming();
  const world = { locks, timing, sessions: [] as Custody[], isBroken: false };
  const directory = createFakeDirectory((name) => {
    if (world.isBroken && name !== "s") throw exception("UnknownError");
    const file = directory.files.get(name);
    if (!isExclusive && file !== undefined) file.openHandles = 0;
  });
  for (let number = 0; number < SESSIONS; number += 1) {
    const openFiles = createOpenFileTable();
    const findDirectory = async () => directory;
    world.sessions.push(
      createCustody({
        lockName: "lock",
        locks,
        timing,
        openFiles: () =>
          openStoreFiles({ directoryPath: "opfs:/d", fileName: "s", findDirectory, create: true, openFiles }),
        onWaiting() {},
        onWaitOver() {},
        onAbandoned() {},
      }),
    );
  }
  return Object.assign(world, { directory });
}

async function takeStep(world: World, step: Step): Promise<void> {
  if (step.kind === "pass") await world.timing.pass(step.ms);
  else if (step.kind === "takeAway") world.locks.takeAway();
  else if (!("session" in step)) world.isBroken = step.kind === "break";
  else takeSessionStep(world.sessions[step.session] ?? expect.fail(), step.kind);
}

function takeSessionStep(session: Custody, kind: "ask" | "use" | "leave" | "leaveAtOnce" | "close"): void {
  switch (kind) {
    case "ask":
      session.ask();
      return;
    case "use":
      try {
        session.tryEnter();
      } catch {} // The files are broken now and then.
      return;
    case "leave":
      session.leave();
      return;
    case "leaveAtOnce":
      session.leaveAtOnce();
      return;
    case "close":
      void session.close();
  }
}

async function checkHistory(history: readonly Step[], isExclusive: boolean): Promise<void> {
  const world = createWorld(isExclusive);
  for (const step of history) {
    await takeStep(world, step);
    expect(world.sessions.filter(({ isIn }) => isIn).length, "sessions that are in").toBeLessThanOrEqual(1);
  }
  if (!isExclusive) return;
  // Whatever has happened, nothing is left behind: a lock that is never free would keep everyone out.
  world.isBroken = false;
  await Promise.all([...world.sessions.map((session) => session.close()), world.timing.pass(3_000)]);
  expect(world.locks.requests).toHaveLength(0);
  expect([...world.directory.files.values()].filter(({ openHandles }) => openHandles !== 0)).toEqual([]);
}

test("no two sessions are ever in, and none leaves a lock or an open file behind", async () => {
  await fc.assert(
    fc.asyncProperty(steps, (history) => checkHistory(history, true)),
    { numRuns: 300 },
  );
});

test("a control: files that two can open at once are caught, where the browser takes a lock away", async () => {
  const result = await fc.check(
    fc.asyncProperty(steps, (history) => checkHistory(history, false)),
    { numRuns: 3_000, endOnFailure: true },
  );
  expect(String(result.errorInstance)).toContain("sessions that are in");
});
