import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SharingMode } from "../src/host/sharing-mode.js";
import { getOwnProcessIdentity } from "../src/node/sharing/processes/process-identity.js";
import { createSharingSession, type SharingSession } from "../src/node/sharing/sharing-session.js";
import { memoryFiles } from "./sharing/memory-files.js";

/* Sessions come, stay while they like or until they are wanted, and come back, in any order, one call at a millisecond. */

interface Player {
  readonly sharing: SharingSession;
  readonly mode: SharingMode;
  inside: boolean;
  /** Who has come in since this one was first refused, and how often. */
  overtakenBy: Map<Player, number> | undefined;
}

interface Action {
  readonly who: number;
  readonly leaves: boolean;
}

const actions = fc.array(fc.record({ who: fc.nat(4), leaves: fc.boolean() }), {
  minLength: 50,
  maxLength: 300,
  size: "max",
});
const mixes = fc.array(fc.constantFrom<SharingMode>("shared", "exclusive"), { minLength: 2, maxLength: 5 });

/** How often, at most, one session came in before another one that waited for it to stay out. */
function mostOvertaken(mix: readonly SharingMode[], plays: readonly Action[], clockSkewMs: number): number {
  let now = 1_000_000;
  const files = memoryFiles();
  const players = mix.map<Player>((mode, index) => ({
    mode,
    inside: false,
    overtakenBy: undefined,
    sharing: createSharingSession({
      databasePath: "/nowhere/state.sqlite",
      mode,
      backend: "test",
      sessionDirectory: files,
      clock: () => now + index * clockSkewMs,
      monotonicNow: () => now,
      getProcessLiveness: (other) => (other.pid === getOwnProcessIdentity().pid ? "alive" : "unknown"),
    }),
  }));
  let most = 0;
  for (const { who, leaves } of plays) {
    now += 1;
    const player = players[who % players.length];
    if (player === undefined) continue;
    if (player.inside) {
      if (!leaves && player.sharing.findWaitingSession() === undefined) continue;
      player.sharing.leave();
      player.inside = false;
      continue;
    }
    player.inside = player.sharing.tryEnter().entered;
    if (!player.inside) {
      player.overtakenBy ??= new Map();
      continue;
    }
    player.overtakenBy = undefined;
    for (const waiter of players) {
      if (waiter.overtakenBy === undefined || (waiter.mode === "shared" && player.mode === "shared")) continue;
      const times = (waiter.overtakenBy.get(player) ?? 0) + 1;
      waiter.overtakenBy.set(player, times);
      most = Math.max(most, times);
    }
  }
  return most;
}

describe("KS-SHARE-1 no kind of session starves", () => {
  test("who waits is overtaken by any other session once at most", () => {
    fc.assert(
      fc.property(mixes, actions, (mix, plays) => mostOvertaken(mix, plays, 0) <= 1),
      { numRuns: 60 },
    );
  });

  test("the check can fail: without the queue, they overtake each other at will", () => {
    const found = fc.check(
      fc.property(mixes, actions, (mix, plays) => mostOvertaken(mix, plays, 60_000) <= 1),
      { numRuns: 60 },
    );
    expect(found.failed).toBe(true);
  });

  test("all who wait get in, whatever went before, if those who are in look and leave when wanted", () => {
    fc.assert(
      fc.property(mixes, actions, (mix, plays) => unservedAfter(mix, plays) === 0),
      { numRuns: 100 },
    );
  });
});

/** How many sessions have not been in when all, after that play, have tried for some rounds. */
function unservedAfter(mix: readonly SharingMode[], plays: readonly Action[]): number {
  let now = 1_000_000;
  const files = memoryFiles();
  const sessions = mix.map((mode) =>
    createSharingSession({
      databasePath: "/nowhere/state.sqlite",
      mode,
      backend: "test",
      sessionDirectory: files,
      clock: () => now,
      monotonicNow: () => now,
    }),
  );
  for (const { who, leaves } of plays) {
    now += 1;
    const session = sessions[who % sessions.length];
    if (leaves) session?.leave();
    else session?.tryEnter();
  }
  const served = new Set<SharingSession>();
  for (let round = 0; round < 4 * mix.length; round++) {
    for (const session of sessions) {
      now += 6;
      if (session.findWaitingSession() !== undefined) session.leave();
      if (!served.has(session) && session.tryEnter().entered) served.add(session);
    }
  }
  return sessions.length - served.size;
}
