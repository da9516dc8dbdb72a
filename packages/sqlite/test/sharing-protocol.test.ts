import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { busyError } from "../src/sharing/busy-error.js";
import type { Holder } from "../src/sharing/holder.js";
import { inspectSharing } from "../src/sharing/inspect-sharing.js";
import type { Mode } from "../src/sharing/mode.js";
import { parsePulse } from "../src/sharing/pulse/pulse-name.js";
import { presenceName, waitingName } from "../src/sharing/record.js";
import { formatSession, newSession, type Session } from "../src/sharing/session.js";
import { sessionDirectoryOf } from "../src/sharing/session-directory.js";
import { joinSharing, type Sharing } from "../src/sharing/sharing.js";
import { unlockSharing } from "../src/sharing/unlock-sharing.js";

let databasePath = "";
let home = "";
/** Goes on by a millisecond at each look: so no two sessions ask in the same one. */
let now = 0;
const clock = (): number => ++now;

beforeEach(() => {
  now = Date.now();
  home = mkdtempSync(join(tmpdir(), "keyed-store-"));
  databasePath = join(home, "state.sqlite");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const joined = (mode: Mode): Sharing =>
  joinSharing({ databasePath, mode, backend: mode === "shared" ? "native" : "wasm", clock });
const left = (): string[] => readdirSync(sessionDirectoryOf(databasePath)).sort();
const records = (): string[] => left().filter((name) => parsePulse(name) === undefined);
const plant = (name: string, content = ""): void =>
  writeFileSync(join(sessionDirectoryOf(databasePath), name), content);
const refusal = (sharing: Sharing): Holder | undefined => {
  const entry = sharing.tryEnter();
  return entry.entered ? undefined : entry.holder;
};
const foreign = (differences: Partial<Session>): Session => ({
  ...newSession("wasm", Date.UTC(2026, 0, 2)),
  ...differences,
});
/** Above what Linux, macOS and Windows give out. */
const NO_SUCH_PID = 0x7fff_fffe;

describe("KS-SHARE-1 entering", () => {
  test("shared sessions are in together, an exclusive one alone", () => {
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
    for (const sharing of [one, two, alone]) sharing.close();
    expect(left()).toEqual([]);
  });

  test("of two shared engines in one process, in two threads, one is in at a time, and gives way; of one kind, both", () => {
    const [native, node] = ["native", "node"].map((backend) =>
      joinSharing({ databasePath, mode: "shared", backend, clock, monotonic: clock }),
    ) as [Sharing, Sharing];
    const same = joined("shared");
    expect(refusal(native)).toBeUndefined();
    expect(refusal(same)).toBeUndefined();
    expect(refusal(node)).toMatchObject({ doing: "holds", liveness: "alive" });
    now += 10_000;
    expect(refusal(node)).toBeDefined();
    expect(native.wantedBy()).toMatchObject({ doing: "waits", session: node.session });
    native.leave();
    same.leave();
    expect(refusal(node)).toBeUndefined();
    expect(refusal(native)).toMatchObject({ doing: "holds", session: node.session });
    node.leave();
    const elsewhere = foreign({ pid: process.ppid, started: "-", thread: undefined, backend: "node" });
    plant(presenceName("shared", formatSession(elsewhere)));
    expect(refusal(native)).toBeUndefined();
    for (const sharing of [native, node, same]) sharing.close();
  });

  test("who is in and asks again stays in", () => {
    const sharing = joined("exclusive");
    expect([sharing.tryEnter(), sharing.tryEnter()]).toEqual([{ entered: true }, { entered: true }]);
    expect(records()).toHaveLength(1);
    sharing.close();
    sharing.close();
    expect(left()).toEqual([]);
  });

  test("a waiting exclusive session goes before shared ones that come later, and they before it the next time", () => {
    const [native, wasm] = [joined("shared"), joined("exclusive")];
    native.tryEnter();
    expect(refusal(wasm)).toBeDefined();
    native.leave();
    expect(refusal(native)).toMatchObject({ doing: "waits", session: wasm.session });
    expect(refusal(wasm)).toBeUndefined();
    wasm.leave();
    expect(refusal(wasm)).toMatchObject({ doing: "waits", session: native.session });
    expect(refusal(native)).toBeUndefined();
    for (const sharing of [native, wasm]) sharing.close();
    expect(left()).toEqual([]);
  });

  test("a failure after publishing takes the publication back", () => {
    const other = foreign({ pid: NO_SUCH_PID });
    const names = new Set<string>();
    let looks = 0;
    const sharing = joinSharing({
      databasePath,
      mode: "exclusive",
      backend: "wasm",
      liveness: () => "alive",
      files: {
        look(question) {
          looks += 1;
          if (looks === 2) throw new Error("the disk is gone");
          return question([...names]);
        },
        has: (name) => names.has(name),
        create: (name) => void names.add(name),
        remove: (name) => void names.delete(name),
      },
    });
    expect(() => sharing.tryEnter()).toThrow("the disk is gone");
    expect([...names]).toEqual([]);
    names.add(presenceName("shared", formatSession(other)));
    expect(refusal(sharing)).toMatchObject({ session: other });
  });
});

describe("KS-SHARE-1 giving way", () => {
  test("an owner is told who waits, at most every few milliseconds, and pays for it at most a hundredth of the time", () => {
    let now = 0;
    let lookCostsMs = 0;
    const names = new Set<string>();
    let looks = 0;
    const owner = joinSharing({
      databasePath,
      mode: "shared",
      backend: "native",
      monotonic: () => now,
      files: {
        look(question) {
          looks += 1;
          now += lookCostsMs;
          return question([...names]);
        },
        has: (name) => names.has(name),
        create: (name) => void names.add(name),
        remove: (name) => void names.delete(name),
      },
    });
    owner.tryEnter();
    looks = 0;
    names.add(
      waitingName("exclusive", { since: Date.now(), askedAt: Date.now() }, formatSession(newSession("wasm", 0))),
    );
    expect(owner.wantedBy()).toBeUndefined();
    expect(looks).toBe(0);
    now += 5;
    expect(owner.wantedBy()).toMatchObject({ doing: "waits", session: { backend: "wasm" } });
    expect(owner.wantedBy()).toBeUndefined();
    lookCostsMs = 0.5;
    now += 5;
    owner.wantedBy();
    now += 49;
    expect(owner.wantedBy()).toBeUndefined();
    expect(looks).toBe(2);
    now += 1;
    lookCostsMs = 200;
    expect(owner.wantedBy()).toBeDefined();
    now += 99;
    expect(owner.wantedBy()).toBeUndefined();
    now += 1;
    expect(owner.wantedBy(), "a look that was slow once makes nobody deaf").toBeDefined();
    owner.leave();
    now += 10_000;
    expect(owner.wantedBy()).toBeUndefined();
  });

  test("shared sessions do not give way to shared ones", () => {
    const sessions = [joined("shared"), joined("exclusive"), joined("shared")] as const;
    const [, wasm, later] = sessions;
    wasm.tryEnter();
    expect(refusal(later)).toBeDefined();
    wasm.close();
    let now = 0;
    const owner = joinSharing({ databasePath, mode: "shared", backend: "native", monotonic: () => now });
    owner.tryEnter();
    now += 1_000;
    expect(owner.wantedBy()).toBeUndefined();
    for (const sharing of [...sessions, owner]) sharing.close();
  });

  test("who has not asked for a second is not waited for", () => {
    let now = 1_000_000;
    const at = (mode: Mode): Sharing => joinSharing({ databasePath, mode, backend: "test", clock: () => now });
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
    for (const sharing of [native, wasm, other]) sharing.close();
    expect(records()).toEqual([]);
  });

  test("who cannot get past a record that does not move lets the others work half of the time, and soon asks again", () => {
    let now = 1_000_000;
    const at = (mode: Mode): Sharing => joinSharing({ databasePath, mode, backend: "test", clock: () => now });
    const [wasm, native] = [at("exclusive"), at("shared")];
    plant(presenceName("shared", formatSession(foreign({ machine: "000000000000", pidNamespace: "1" }))));
    let worked = 0;
    for (let tick = 0; tick < 2_000; tick++) {
      now += 10;
      expect(refusal(wasm)).toBeDefined();
      if (native.tryEnter().entered) worked += 1;
      native.leave();
    }
    expect(worked).toBeGreaterThan(2_000 * 0.4);
    expect(worked).toBeLessThan(2_000 * 0.5);
    for (const sharing of [native, wasm]) sharing.close();
  });
});

describe("KS-SHARE-2 records of the dead are no obstacle", () => {
  const ended: readonly [string, () => Session][] = [
    ["no such pid", () => foreign({ pid: NO_SUCH_PID })],
    ["an earlier boot", () => foreign({ boot: "0000000000000001", pid: NO_SUCH_PID })],
    ["a pid that another process has now", () => foreign({ started: "1" })],
  ];
  const applicable = process.platform === "linux" ? ended : ended.slice(0, 1);

  test.each(applicable)("%s", (_title, dead) => {
    const sharing = joined("exclusive");
    plant(presenceName("exclusive", formatSession(dead())));
    plant(presenceName("shared", formatSession(dead())));
    plant(waitingName("exclusive", { since: 0, askedAt: Date.now() }, formatSession(dead())));
    expect(sharing.tryEnter()).toEqual({ entered: true });
    sharing.close();
    expect(left()).toEqual([]);
  });

  test("KS-LIFE-1 the last to close clears away what did not stand in anyone's way", () => {
    const [one, two] = [joined("shared"), joined("shared")];
    one.tryEnter();
    two.tryEnter();
    plant(presenceName("shared", formatSession(foreign({ pid: NO_SUCH_PID }))));
    plant(
      waitingName(
        "shared",
        { since: 0, askedAt: 0 },
        formatSession(foreign({ machine: "000000000000", pidNamespace: "1" })),
      ),
    );
    one.close();
    two.close();
    expect(left()).toEqual([]);
  });

  test("a power cut leaves nothing half written: a record has no content", () => {
    const sharing = joined("exclusive");
    plant(presenceName("exclusive", formatSession(foreign({ pid: NO_SUCH_PID }))), "\0".repeat(4096));
    expect(sharing.tryEnter().entered).toBe(true);
    sharing.close();
    expect(records()).toEqual([]);
  });
});

describe("KS-SHARE-3 what cannot be judged is refused by name, and broken by hand", () => {
  const strangers: readonly [string, () => Session][] = [
    ["another host", () => foreign({ machine: "000000000000", host: "elsewhere", pidNamespace: "1" })],
    ["another pid namespace", () => foreign({ pidNamespace: "1" })],
  ];

  test.each(strangers)("%s", (_title, stranger) => {
    const sharing = joined("shared");
    const session = stranger();
    plant(presenceName("exclusive", formatSession(session)));
    const holder = refusal(sharing);
    expect(holder).toMatchObject({ doing: "holds", liveness: "unknown", session });
    if (holder === undefined) return;
    const error = busyError(holder, databasePath, { operation: "open", backend: "native" });
    expect(error).toMatchObject({
      code: "KEYED_STORE_BUSY",
      retryable: true,
      path: databasePath,
      operation: "open",
      backend: "native",
    });
    expect(error.message).toContain(`process ${session.pid} on ${session.host} (backend wasm)`);
    expect(error.message).toContain("2026-01-02T00:00:00.000Z");
    expect(error.message).toContain(`keyed-store unlock "${databasePath}"`);
    sharing.close();
    expect(records()).toEqual([presenceName("exclusive", formatSession(session))]);

    expect(unlockSharing(databasePath).removed).toMatchObject([{ session, liveness: "unknown" }]);
    expect(sharing.tryEnter()).toEqual({ entered: true });
    sharing.close();
  });

  test.each(["shared.garbled", "exclusive.", "wanted-everything"])("a record that cannot be read: %s", (name) => {
    const sharing = joined("shared");
    plant(name);
    const holder = refusal(sharing);
    expect(holder).toEqual({ doing: "holds", liveness: "unknown", record: name, session: undefined, pulse: undefined });
    if (holder !== undefined)
      expect(busyError(holder, databasePath).message).toContain(join(sessionDirectoryOf(databasePath), name));
    sharing.close();
    expect(unlockSharing(databasePath).removed).toEqual([{ record: name, doing: "unreadable", liveness: "unknown" }]);
    expect(records()).toEqual([]);
  });

  test("unlocking leaves the records of those who run here, unless told otherwise", () => {
    const sharing = joined("exclusive");
    sharing.tryEnter();
    expect(unlockSharing(databasePath)).toMatchObject({
      removed: [],
      kept: [{ session: sharing.session, doing: "holds" }],
    });
    expect(unlockSharing(databasePath, { evenAlive: true })).toMatchObject({
      removed: [{ session: sharing.session }],
      kept: [],
    });
    expect(records()).toEqual([]);
    sharing.close();
  });

  test("a living holder is named without a way to break in", () => {
    const [owner, other] = [joined("exclusive"), joined("shared")];
    owner.tryEnter();
    const holder = refusal(other);
    const message = holder && busyError(holder, databasePath).message;
    expect(message).toContain(`process ${process.pid}`);
    expect(message).not.toContain("unlock");
    owner.close();
    other.close();
  });
});

test("inspecting shows who holds, who waits and who is dead, and changes nothing", () => {
  const [owner, waiter] = [joined("exclusive"), joined("shared")];
  owner.tryEnter();
  waiter.tryEnter();
  plant(presenceName("shared", formatSession(foreign({ pid: NO_SUCH_PID }))));
  const before = records();
  const { directory, sessions } = inspectSharing(databasePath);
  expect(directory).toBe(sessionDirectoryOf(databasePath));
  expect(sessions).toHaveLength(3);
  expect(sessions).toContainEqual({
    record: expect.any(String),
    doing: "holds",
    liveness: "alive",
    mode: "exclusive",
    session: owner.session,
  });
  expect(sessions).toContainEqual({
    record: expect.any(String),
    doing: "waits",
    liveness: "alive",
    mode: "shared",
    session: waiter.session,
  });
  expect(sessions).toContainEqual({
    record: expect.any(String),
    doing: "holds",
    liveness: "dead",
    mode: "shared",
    session: expect.objectContaining({ pid: NO_SUCH_PID }),
  });
  expect(records()).toEqual(before);
  owner.close();
  waiter.close();
  expect(existsSync(directory)).toBe(true);
});
