import { describe, expect, test } from "vitest";
import type { SharingMode } from "../src/host/sharing-mode.js";
import { formatPresenceRecordName, formatWaitingRecordName } from "../src/node/sharing/records/record.js";
import { createSession, formatSessionText, type Session } from "../src/node/sharing/session/session.js";
import { createSharingSession, type SharingSession } from "../src/node/sharing/sharing-session.js";
import {
  clock,
  foreign,
  joined,
  left,
  NO_SUCH_PID,
  plant,
  records,
  refusal,
  stage,
  useStage,
} from "./sharing/stage.js";

useStage();

describe("KS-SHARE-1 entering", () => {
  test("shared sessions are in together, an exclusive one alone", async () => {
    const [one, two, alone] = [joined("shared"), joined("shared"), joined("exclusive")];
    expect(refusal(one)).toBeUndefined();
    expect(refusal(two)).toBeUndefined();
    expect(refusal(alone)).toMatchObject({
      doing: "holds",
      liveness: "alive",
      session: { pid: process.pid, backend: "native" },
    });
    one.leave();
    expect(refusal(alone)).toMatchObject({ session: two.session });
    two.leave();
    expect(refusal(alone)).toBeUndefined();
    expect(refusal(one)).toMatchObject({ doing: "holds", session: alone.session });
    for (const sharing of [one, two, alone]) await sharing.close();
    expect(left()).toEqual([]);
  });

  test("of two shared engines in one process, in two threads, one is in at a time, and gives way; of one kind, both", async () => {
    const [native, node] = ["native", "node"].map((backend) =>
      createSharingSession({ databasePath: stage.databasePath, mode: "shared", backend, clock, monotonicNow: clock }),
    ) as [SharingSession, SharingSession];
    const same = joined("shared");
    expect(refusal(native)).toBeUndefined();
    expect(refusal(same)).toBeUndefined();
    expect(refusal(node)).toMatchObject({ doing: "holds", liveness: "alive" });
    stage.now += 10_000;
    expect(refusal(node)).toBeDefined();
    expect(native.findWaitingSession()).toMatchObject({ doing: "waits", session: node.session });
    stage.now += 100;
    expect(native.lookAround()).toMatchObject({ waiter: { doing: "waits", session: node.session }, isPresent: true });
    native.leave();
    same.leave();
    expect(refusal(node)).toBeUndefined();
    expect(refusal(native)).toMatchObject({ doing: "holds", session: node.session });
    node.leave();
    const elsewhere = foreign({ pid: process.ppid, started: "-", thread: undefined, backend: "node" });
    plant(formatPresenceRecordName("shared", formatSessionText(elsewhere)));
    expect(refusal(native)).toBeUndefined();
    for (const sharing of [native, node, same]) await sharing.close();
  });

  test("who is in and asks again stays in", async () => {
    const sharing = joined("exclusive");
    expect([sharing.tryEnter(), sharing.tryEnter()]).toEqual([{ entered: true }, { entered: true }]);
    expect(records()).toHaveLength(1);
    await sharing.close();
    await sharing.close();
    expect(left()).toEqual([]);
  });

  test("a waiting exclusive session goes before shared ones that come later, and they before it the next time", async () => {
    const [native, wasm] = [joined("shared"), joined("exclusive")];
    native.tryEnter();
    expect(refusal(wasm)).toBeDefined();
    native.leave();
    expect(refusal(native)).toMatchObject({ doing: "waits", session: wasm.session });
    expect(refusal(wasm)).toBeUndefined();
    wasm.leave();
    expect(refusal(wasm)).toMatchObject({ doing: "waits", session: native.session });
    expect(refusal(native)).toBeUndefined();
    for (const sharing of [native, wasm]) await sharing.close();
    expect(left()).toEqual([]);
  });

  test("a failure after publishing takes the publication back", () => {
    const other = foreign({ pid: NO_SUCH_PID });
    const names = new Set<string>();
    let looks = 0;
    const sharing = createSharingSession({
      databasePath: stage.databasePath,
      mode: "exclusive",
      backend: "wasm",
      getProcessLiveness: () => "alive",
      sessionDirectory: {
        withSessionFileNames(question) {
          looks += 1;
          if (looks === 2) throw new Error("the disk is gone");
          return question([...names]);
        },
        hasRecord: (name) => names.has(name),
        createRecord: (name) => void names.add(name),
        removeSessionFile: (name) => void names.delete(name),
      },
    });
    expect(() => sharing.tryEnter()).toThrow("the disk is gone");
    expect([...names]).toEqual([]);
    names.add(formatPresenceRecordName("shared", formatSessionText(other)));
    expect(refusal(sharing)).toMatchObject({ session: other });
  });
});

describe("KS-SHARE-1 giving way", () => {
  test("an owner is told who waits, at most every few milliseconds, and pays for it at most a hundredth of the time", () => {
    let now = 0;
    let lookCostsMs = 0;
    const names = new Set<string>();
    let looks = 0;
    const owner = createSharingSession({
      databasePath: stage.databasePath,
      mode: "shared",
      backend: "native",
      monotonicNow: () => now,
      sessionDirectory: {
        withSessionFileNames(question) {
          looks += 1;
          now += lookCostsMs;
          return question([...names]);
        },
        hasRecord: (name) => names.has(name),
        createRecord: (name) => void names.add(name),
        removeSessionFile: (name) => void names.delete(name),
      },
    });
    owner.tryEnter();
    looks = 0;
    names.add(
      formatWaitingRecordName(
        "exclusive",
        { since: Date.now(), renewedAt: Date.now() },
        formatSessionText(createSession("wasm", 0)),
      ),
    );
    expect(owner.findWaitingSession()).toBeUndefined();
    expect(owner.lookAround()).toBeUndefined();
    expect(looks).toBe(0);
    now += 5;
    expect(owner.findWaitingSession()).toMatchObject({ doing: "waits", session: { backend: "wasm" } });
    expect(owner.findWaitingSession()).toBeUndefined();
    lookCostsMs = 0.5;
    now += 5;
    owner.findWaitingSession();
    now += 49;
    expect(owner.findWaitingSession()).toBeUndefined();
    expect(looks).toBe(2);
    now += 1;
    lookCostsMs = 200;
    expect(owner.findWaitingSession()).toBeDefined();
    now += 99;
    expect(owner.findWaitingSession()).toBeUndefined();
    now += 1;
    expect(owner.findWaitingSession(), "a look that was slow once makes nobody deaf").toBeDefined();
    owner.leave();
    now += 10_000;
    expect(owner.findWaitingSession()).toBeUndefined();
  });

  test("shared sessions do not give way to shared ones", async () => {
    const sessions = [joined("shared"), joined("exclusive"), joined("shared")] as const;
    const [, wasm, later] = sessions;
    wasm.tryEnter();
    expect(refusal(later)).toBeDefined();
    await wasm.close();
    let now = 0;
    const owner = createSharingSession({
      databasePath: stage.databasePath,
      mode: "shared",
      backend: "native",
      monotonicNow: () => now,
    });
    owner.tryEnter();
    now += 1_000;
    expect(owner.findWaitingSession()).toBeUndefined();
    for (const sharing of [...sessions, owner]) await sharing.close();
  });

  test("who has not asked for a second is not waited for", async () => {
    let now = 1_000_000;
    const at = (mode: SharingMode): SharingSession =>
      createSharingSession({ databasePath: stage.databasePath, mode, backend: "test", clock: () => now });
    const [native, wasm, other] = [at("shared"), at("exclusive"), at("shared")];
    native.tryEnter();
    wasm.tryEnter();
    native.leave();
    expect(refusal(native)).toMatchObject({ doing: "waits" });
    now += 1_001;
    expect(refusal(native)).toBeUndefined();
    expect(refusal(other)).toBeUndefined();
    expect(refusal(wasm)).toMatchObject({ doing: "holds" });
    other.leave();
    expect(refusal(other)).toMatchObject({ doing: "waits", session: wasm.session });
    for (const sharing of [native, wasm, other]) await sharing.close();
    expect(records()).toEqual([]);
  });

  test("who cannot get past a record that does not move lets the others work half of the time, and soon asks again", async () => {
    let now = 1_000_000;
    const at = (mode: SharingMode): SharingSession =>
      createSharingSession({ databasePath: stage.databasePath, mode, backend: "test", clock: () => now });
    const [wasm, native] = [at("exclusive"), at("shared")];
    plant(
      formatPresenceRecordName("shared", formatSessionText(foreign({ machine: "000000000000", pidNamespace: "1" }))),
    );
    let worked = 0;
    for (let tick = 0; tick < 2_000; tick++) {
      now += 10;
      expect(refusal(wasm)).toBeDefined();
      if (native.tryEnter().entered) worked += 1;
      native.leave();
    }
    expect(worked).toBeGreaterThan(2_000 * 0.4);
    expect(worked).toBeLessThan(2_000 * 0.5);
    for (const sharing of [native, wasm]) await sharing.close();
  });
});

describe("KS-SHARE-2 records of the dead are no obstacle", () => {
  const ended: readonly [string, () => Session][] = [
    ["no such pid", () => foreign({ pid: NO_SUCH_PID })],
    ["an earlier boot", () => foreign({ boot: "0000000000000001", pid: NO_SUCH_PID })],
    ["a pid that another process has now", () => foreign({ started: "1" })],
  ];
  const applicable = process.platform === "linux" ? ended : ended.slice(0, 1);

  test.each(applicable)("%s", async (_title, dead) => {
    const sharing = joined("exclusive");
    plant(formatPresenceRecordName("exclusive", formatSessionText(dead())));
    plant(formatPresenceRecordName("shared", formatSessionText(dead())));
    plant(formatWaitingRecordName("exclusive", { since: 0, renewedAt: Date.now() }, formatSessionText(dead())));
    expect(sharing.tryEnter()).toEqual({ entered: true });
    await sharing.close();
    expect(left()).toEqual([]);
  });

  test("KS-LIFE-1 the last to close clears away what did not stand in anyone's way", async () => {
    const [one, two] = [joined("shared"), joined("shared")];
    one.tryEnter();
    two.tryEnter();
    plant(formatPresenceRecordName("shared", formatSessionText(foreign({ pid: NO_SUCH_PID }))));
    plant(
      formatWaitingRecordName(
        "shared",
        { since: 0, renewedAt: 0 },
        formatSessionText(foreign({ machine: "000000000000", pidNamespace: "1" })),
      ),
    );
    await one.close();
    await two.close();
    expect(left()).toEqual([]);
  });

  test("a power cut leaves nothing half written: a record has no content", async () => {
    const sharing = joined("exclusive");
    plant(formatPresenceRecordName("exclusive", formatSessionText(foreign({ pid: NO_SUCH_PID }))), "\0".repeat(4096));
    expect(sharing.tryEnter().entered).toBe(true);
    await sharing.close();
    expect(records()).toEqual([]);
  });
});
