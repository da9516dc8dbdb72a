import { describe, expect, test } from "vitest";
import type { SharingMode } from "../src/host/sharing-mode.js";
import type { SessionContext } from "../src/node/sharing/protocol/session-context.js";
import { findPulseNameOfSession } from "../src/node/sharing/pulse/pulse-name.js";
import { type Exploration, explore, type Fault, type Findings } from "./sharing/checker/explore.js";
import { nonceOf } from "./sharing/checker/identities.js";
import { shipped, type Variation } from "./sharing/checker/shipped.js";

/*
 * What may befall the pulses, and sessions that share a process, in every order of their steps. Each case is small, and the
 * check remembers all that a call has seen.
 */

const modes = (letters: string): SharingMode[] =>
  [...letters].map((letter) => (letter === "s" ? "shared" : "exclusive"));

/** `tidy: false` where a session may die whose death cannot be proved, so that its record stays. */
function check(
  mix: string,
  variation: Variation,
  { tidy = true, ...exploration }: Partial<Exploration> & { tidy?: boolean } = {},
): Findings {
  const protocol = shipped(modes(mix), { keepsPast: true, ...variation });
  return explore({ ...protocol, tidy }, { processes: mix.length, crashes: 0, leavesUnasked: false, ...exploration });
}

/** No two owners, nobody stuck, nothing left. Fails with the way to the fault, one line for each step. */
function expectSound({ fault, states }: Findings): void {
  expect(fault && [fault.kind, ...fault.trace].join("\n")).toBeUndefined();
  expect(states).toBeGreaterThan(100);
}

const kindOf = ({ fault }: Findings): Fault["kind"] | undefined => fault?.kind;

describe("KS-SHARE-1 KS-SHARE-2 in every interleaving: a pulse that appears late", () => {
  test.each(["se", "ee"])("is bound, listens and takes its name after others looked (%s)", (mix) => {
    expectSound(check(mix, { pulses: true, inSteps: true }, { leavesUnasked: true }));
  });

  test.each(["sse", "see"])("is bound, listens and takes its name beside two others that stay (%s)", (mix) => {
    expectSound(check(mix, { pulses: true, inSteps: true, keepsPast: false }, { closes: false }));
  });

  test.each(["se", "es", "ee"])("cannot be made by one of the sessions (%s)", (mix) => {
    expectSound(check(mix, { pulses: true, without: [0] }, { leavesUnasked: true }));
  });

  test.each(["se", "ee"])(
    "KS-SHARE-3 cannot be made by a session that dies: nobody is let in beside it (%s)",
    (mix) => {
      expectSound(check(mix, { pulses: true, without: [0] }, { crashes: 1, tidy: false }));
    },
  );

  test("broken: a missing pulse is taken for death", () => {
    expect(kindOf(check("se", { pulses: true, without: [0], alter: takesAbsenceForDeath }))).toBe("together");
  });
});

describe("KS-SHARE-1 KS-SHARE-2 in every interleaving: a pulse that vanishes early", () => {
  test.each(["se", "ee"])("is taken by a cleaner while its session is there or in, twice (%s)", (mix) => {
    expectSound(check(mix, { pulses: true }, { cleanings: 2, cleans: "pulses" }));
  });

  test.each(["se", "es", "ee"])("is closed while its session is in, before the record is withdrawn (%s)", (mix) => {
    expectSound(check(mix, { pulses: true, endsEarly: true }, { leavesUnasked: true }));
  });

  test("KS-SHARE-3 and its session dies then: nobody is let in beside it", () => {
    const dying = { crashes: 1, tidy: false };
    expectSound(check("ee", { pulses: true }, { ...dying, cleanings: 1, cleans: "pulses" }));
    expectSound(check("ee", { pulses: true, endsEarly: true }, dying));
  });

  test("broken: a missing pulse is taken for death", () => {
    const broken = { pulses: true, alter: takesAbsenceForDeath };
    expect(kindOf(check("ee", broken, { cleanings: 1, cleans: "pulses" }))).toBe("together");
  });

  test("broken: the pulse is closed while its session is in, and its name stays", () => {
    expect(kindOf(check("ee", { pulses: true, endsEarly: true, keepsName: true }))).toBe("together");
  });
});

describe("KS-SHARE-1 KS-SHARE-2 in every interleaving: two sessions of one process", () => {
  const pair = { processes: [0, 0, 1] };

  test.each(["ee", "se"])("two copies of the package (%s), and the process dies with both", (mix) => {
    expectSound(check(mix, pair, { crashes: 2, leavesUnasked: true }));
  });

  test.each(["sse", "see", "ees"])("two copies of the package beside another process (%s), and either dies", (mix) => {
    expectSound(check(mix, { ...pair, keepsPast: false }, { crashes: 2 }));
  });

  test("two copies of the package, each with a pulse of its own", () => {
    expectSound(check("ee", { ...pair, pulses: true }, { crashes: 2 }));
  });

  test.each(["ee", "se"])("two worker threads (%s)", (mix) => {
    expectSound(check(mix, { ...pair, threads: "told" }, { leavesUnasked: true }));
  });

  test("two worker threads with different engines, which must not meet though both could share", () => {
    const engines = { ...pair, threads: "told", backends: ["native", "node", "native"] } as const;
    expectSound(check("ss", engines, { crashes: 1, leavesUnasked: true }));
    expectSound(check("sss", { ...engines, keepsPast: false }, { crashes: 1 }));
  });

  test("broken: what the own process has published is taken for one's own", () => {
    expect(kindOf(check("ee", { ...pair, alter: overlooksSiblings }))).toBe("together");
  });

  test("broken: different engines of one process are let in together", () => {
    const broken = { ...pair, backends: ["native", "node"], alter: knowsNoSiblings };
    expect(kindOf(check("ss", broken))).toBe("together");
  });
});

describe("KS-SHARE-2 in every interleaving: a worker thread that was terminated, while its process lives", () => {
  const told = { processes: [0, 0, 0], threads: "told" } as const;
  /** By their pid all seem to live; their pulses tell. */
  const hidden = { ...told, threads: "hidden", pulses: true } as const;

  test.each(["se", "es", "ee"])("and the system tells which threads have ended (%s)", (mix) => {
    expectSound(check(mix, told, { crashes: 1, leavesUnasked: true }));
  });

  test("and the system tells which threads have ended: two of three", () => {
    expectSound(check("see", { ...told, keepsPast: false }, { crashes: 2 }));
  });

  test.each(["se", "es", "ee"])("and by its pid it seems to live, by its pulse it is dead (%s)", (mix) => {
    expectSound(check(mix, hidden, { crashes: 1 }));
  });

  test("and another process, elsewhere, waits for it", () => {
    const elsewhere = { ...hidden, processes: [0, 1], keepsPast: false };
    expectSound(check("ee", elsewhere, { crashes: 2 }));
  });

  test("broken: a pid that is in use counts for more than a pulse that refuses", () => {
    expect(kindOf(check("ee", { ...hidden, alter: trustsPids }, { crashes: 1, tidy: false }))).toBe("stuck");
  });

  test("broken: a thread is taken to live as long as its process", () => {
    expect(kindOf(check("ee", { ...told, alter: trustsProcesses }, { crashes: 1, tidy: false }))).toBe("stuck");
  });

  test("broken: a process is taken to be dead when one of its threads has ended", () => {
    const broken = { ...told, alter: judgesByTheFirstThread };
    expect(kindOf(check("eee", broken, { crashes: 1 }))).toBe("together");
  });
});

describe("KS-SHARE-2 KS-LIFE-1 in every interleaving: a listener that dies before it has published", () => {
  test.each(["se", "es", "ee"])("between bind, listen, the taking of its name, and its first record (%s)", (mix) => {
    expectSound(check(mix, { pulses: true, inSteps: true }, { crashes: 2, leavesUnasked: true }));
  });

  test("KS-LIFE-1 broken: what a listener leaves between bind and rename stays", () => {
    const broken = { pulses: true, inSteps: true, unfinished: "stays" } as const;
    expect(kindOf(check("ee", broken, { crashes: 2 }))).toBe("litter");
  });

  test("broken: the refusal of a name between bind and listen counts for the session", () => {
    const broken = { pulses: true, inSteps: true, unfinished: "buries", keepsPast: false } as const;
    expect(kindOf(check("eee", broken, { leavesUnasked: true }))).toBe("together");
  });
});

function takesAbsenceForDeath(context: SessionContext): SessionContext {
  return {
    ...context,
    getProcessLiveness: (other) => {
      const pulse = context.directory.withSessionFileNames(
        (names) => findPulseNameOfSession(names, nonceOf(other.pid - 1))?.name ?? "none",
      );
      return pulse === "none" ? "dead" : context.getProcessLiveness(other);
    },
  };
}

function overlooksSiblings(context: SessionContext): SessionContext {
  const { directory, session } = context;
  const isOthers = (name: string): boolean => !name.includes(`.native.${session.pid}.`);
  return {
    ...context,
    directory: {
      ...directory,
      withSessionFileNames: (question) => directory.withSessionFileNames((names) => question(names.filter(isOthers))),
    },
  };
}

function knowsNoSiblings(context: SessionContext): SessionContext {
  return { ...context, session: { ...context.session, pid: context.session.pid + 1000 } };
}

function trustsPids(context: SessionContext): SessionContext {
  return {
    ...context,
    getProcessLiveness: (other) => {
      const sight = context.getProcessLiveness(other);
      return sight === "seems-alive" ? "alive" : sight;
    },
  };
}

function trustsProcesses(context: SessionContext): SessionContext {
  return { ...context, getProcessLiveness: (other) => context.getProcessLiveness(other) && "alive" };
}

function judgesByTheFirstThread(context: SessionContext): SessionContext {
  return {
    ...context,
    getProcessLiveness: (other) => context.getProcessLiveness({ ...other, thread: { id: "1", started: "0" } }),
  };
}
