import { describe, expect, test } from "vitest";
import type { SharingMode } from "../src/host/sharing-mode.js";
import type { SessionContext } from "../src/node/sharing/protocol/session-context.js";
import { type Exploration, explore, type Fault, type Findings } from "./sharing/checker/explore.js";
import type { Protocol } from "./sharing/checker/protocol.js";
import { shipped, type Variation } from "./sharing/checker/shipped.js";
import {
  breakNamePerOwner,
  lockFile,
  oneBreakerLock,
  removeThenCreate,
  renameThenVerify,
} from "./sharing/checker/takeovers.js";

/*
 * The protocol as shipped, in every order of its file operations, with processes dying at any of them. Processes enter,
 * give way and leave any number of times. `KEYED_STORE_INTERLEAVINGS=all` runs all mixes of four processes (some minutes
 * and a gigabyte).
 */

const ALL = process.env["KEYED_STORE_INTERLEAVINGS"] === "all";

const modes = (letters: string): SharingMode[] =>
  [...letters].map((letter) => (letter === "s" ? "shared" : "exclusive"));

function check<Memory>(
  protocol: Protocol<Memory>,
  exploration: Partial<Exploration> & { processes: number },
): Findings {
  return explore(protocol, { crashes: 2, leavesUnasked: false, ...exploration });
}

/** Fails with the way to the fault, one line for each step. */
function expectSound({ fault }: Findings): void {
  expect(fault && [fault.kind, ...fault.trace].join("\n")).toBeUndefined();
}

describe("KS-SHARE-1 KS-SHARE-2 in every interleaving: never two beside an exclusive one, nobody stuck, nothing left", () => {
  test.each(ALL ? ["ssse", "ssee", "seee", "eeee"] : ["ssee"])(
    "four processes (%s), two deaths, leaving only when wanted",
    async (mix) => {
      const findings = check(shipped(modes(mix)), { processes: 4 });
      expectSound(findings);
      expect(findings.states).toBeGreaterThan(500_000);
    },
  );

  test.each(["sse", "see", "eee"])("three processes (%s), two deaths, leaving also unasked", (mix) => {
    const findings = check(shipped(modes(mix)), { processes: 3, leavesUnasked: true });
    expectSound(findings);
    expect(findings.states).toBeGreaterThan(10_000);
  });

  test.each(ALL ? ["sse", "see", "eee"] : ["see"])(
    "three processes (%s), and a listing shows only what was there from its beginning to its end",
    (mix) => {
      const findings = check(shipped(modes(mix), { tornListings: true }), { processes: 3, crashes: 1 });
      expectSound(findings);
      expect(findings.states).toBeGreaterThan(10_000);
    },
  );

  test("three processes, and the check remembers all that a call has seen so far", () => {
    const findings = check(shipped(modes("see"), { keepsPast: true }), { processes: 3 });
    expectSound(findings);
    expect(findings.states).toBeGreaterThan(50_000);
  });

  test("three processes whose clocks disagree by far: the queue is void, and nothing else is", () => {
    const disagreeing = shipped(modes("see"), { clock: (me) => me * 3_600_000 });
    const findings = check(disagreeing, { processes: 3, leavesUnasked: true });
    expectSound(findings);
    expect(findings.states).toBeGreaterThan(10_000);
  });
});

describe("KS-SHARE-2 in every interleaving, where only pulses prove who lives: no two owners, nobody stuck, nothing left", () => {
  test.each(["se", "ee"])("two processes (%s), a death, and a cleaner who removes two records", (mix) => {
    const findings = check(shipped(modes(mix), { pulses: true }), { processes: 2, crashes: 1, cleanings: 2 });
    expectSound(findings);
    expect(findings.states).toBeGreaterThan(1_000);
  });

  test.each(ALL ? ["sse", "see", "eee"] : ["see"])("three processes (%s) that stay, two deaths", (mix) => {
    const findings = check(shipped(modes(mix), { pulses: true }), { processes: 3, closes: false });
    expectSound(findings);
    expect(findings.states).toBeGreaterThan(50_000);
  });

  test.each(ALL ? ["sse", "see", "eee"] : ["sse"])(
    "three processes (%s) that stay, a death, and a cleaner who removes a record",
    (mix) => {
      const chances = { crashes: 1, cleanings: 1, closes: false };
      const findings = check(shipped(modes(mix), { pulses: true }), { processes: 3, ...chances });
      expectSound(findings);
      expect(findings.states).toBeGreaterThan(50_000);
    },
  );
});

describe("the check can fail", () => {
  const kindOf = (findings: Findings): Fault["kind"] | undefined => findings.fault?.kind;

  test("published takeover, broken: remove the stale lock, then create", () => {
    expect(kindOf(check(lockFile(removeThenCreate), { processes: 3, crashes: 1 }))).toBe("together");
  });

  test("published takeover, broken: rename the stale lock, then verify", () => {
    expect(kindOf(check(lockFile(renameThenVerify), { processes: 4, crashes: 1 }))).toBe("together");
  });

  test("published takeover, broken: one fixed breaker lock", () => {
    expect(kindOf(check(lockFile(oneBreakerLock), { processes: 4 }))).toBe("together");
  });

  test("and does not where it should not: a break name for each dead owner", () => {
    expectSound(check(lockFile(breakNamePerOwner), { processes: 4 }));
  });

  test("mutant: looks only before it publishes", () => {
    const blind = shipped(modes("se"), { alter: blindOncePublished });
    expect(kindOf(check(blind, { processes: 2, crashes: 0 }))).toBe("together");
  });

  test("mutant: takes silence for death", () => {
    const rash = shipped(modes("se"), {
      alter: (party) => ({ ...party, getProcessLiveness: (other) => party.getProcessLiveness(other) && "dead" }),
    });
    expect(kindOf(check(rash, { processes: 2, crashes: 0 }))).toBe("together");
  });

  test("mutant: does not give way", () => {
    const protocol = shipped(modes("se"));
    const stubborn = {
      ...protocol,
      wanted: (...call: Parameters<typeof protocol.wanted>) => protocol.wanted(...call) && false,
    };
    expect(kindOf(check(stubborn, { processes: 2, crashes: 0 }))).toBe("stuck");
  });

  const variants: readonly (readonly [string, Variation, Partial<Exploration>, Fault["kind"]])[] = [
    [
      "a session has published its presence before its pulse listens",
      { publishesBeforeListening: true },
      {},
      "together",
    ],
    ["each publication has a pulse of its own", { pulsePerPublication: true }, {}, "together"],
    ["a refusal from where nobody listens is believed", { believesElsewhere: true }, {}, "together"],
    ["what the pulse says is not looked at", { alter: blindToPulses }, { cleanings: 1 }, "together"],
  ];

  test.each(variants)("mutant: %s", (_title, variation, exploration, kind) => {
    const broken = shipped(modes("see"), { pulses: true, ...variation });
    expect(kindOf(check(broken, { processes: 3, crashes: 0, closes: false, ...exploration }))).toBe(kind);
  });

  test("mutant: leaves the records of the dead where they are", () => {
    const untidy = shipped(modes("se"), { alter: removesOnlyItsOwn });
    expect(kindOf(check(untidy, { processes: 2, crashes: 1 }))).toBe("litter");
  });
});

function blindOncePublished(party: SessionContext): SessionContext {
  let published = false;
  const { directory } = party;
  return {
    ...party,
    directory: {
      ...directory,
      createRecord(name) {
        published = true;
        directory.createRecord(name);
      },
      withSessionFileNames: (question) => (published ? question([]) : directory.withSessionFileNames(question)),
    },
  };
}

function blindToPulses(party: SessionContext): SessionContext {
  const { directory } = party;
  const withoutPulses = (names: readonly string[]): readonly string[] => names.filter((name) => !/^pulse\./.test(name));
  return {
    ...party,
    directory: {
      ...directory,
      withSessionFileNames: (question) => directory.withSessionFileNames((names) => question(withoutPulses(names))),
    },
  };
}

function removesOnlyItsOwn(party: SessionContext): SessionContext {
  const { directory, sessionText } = party;
  return {
    ...party,
    directory: {
      ...directory,
      removeSessionFile: (name) => (name.endsWith(sessionText) ? directory.removeSessionFile(name) : undefined),
    },
  };
}
