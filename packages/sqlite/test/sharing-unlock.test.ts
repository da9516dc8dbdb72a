import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspectDatabaseSessions } from "../src/node/sharing/inspection/inspect-database-sessions.js";
import { removeSessionsNotProvenAlive } from "../src/node/sharing/inspection/remove-sessions-not-proven-alive.js";
import { storeBusyError } from "../src/node/sharing/inspection/store-busy-error.js";
import { getSessionDirectoryPath } from "../src/node/sharing/records/open-session-directory.js";
import { formatPresenceRecordName } from "../src/node/sharing/records/record.js";
import { formatSessionText, type Session } from "../src/node/sharing/session/session.js";
import { clock, foreign, joined, NO_SUCH_PID, plant, records, refusal, stage, useStage } from "./sharing/stage.js";

useStage();

describe("KS-SHARE-3 what cannot be judged is refused by name, and broken by hand", () => {
  const strangers: readonly [string, () => Session][] = [
    ["another host", () => foreign({ machine: "000000000000", host: "elsewhere", pidNamespace: "1" })],
    ["another pid namespace", () => foreign({ pidNamespace: "1" })],
  ];

  test.each(strangers)("%s", async (_title, stranger) => {
    const sharing = joined("shared");
    const session = stranger();
    plant(formatPresenceRecordName("exclusive", formatSessionText(session)));
    const holder = refusal(sharing);
    expect(holder).toMatchObject({ doing: "holds", liveness: "unknown", session });
    if (holder === undefined) return;
    const error = storeBusyError(holder, stage.databasePath, { operation: "open", backend: "native" });
    expect(error).toMatchObject({
      code: "KEYED_STORE_BUSY",
      retryable: true,
      path: stage.databasePath,
      operation: "open",
      backend: "native",
    });
    expect(error.message).toContain(`process ${session.pid} on ${session.host} (backend wasm)`);
    expect(error.message).toContain("2026-01-02T00:00:00.000Z");
    expect(error.message).toContain(`keyed-store unlock "${stage.databasePath}"`);
    await sharing.close();
    expect(records()).toEqual([formatPresenceRecordName("exclusive", formatSessionText(session))]);

    expect(removeSessionsNotProvenAlive(stage.databasePath).removed).toMatchObject([{ session, liveness: "unknown" }]);
    expect(sharing.tryEnter()).toEqual({ entered: true });
    await sharing.close();
  });

  test.each(["shared.garbled", "exclusive.", "wanted-everything"])("a record that cannot be read: %s", async (name) => {
    const sharing = joined("shared");
    plant(name);
    const holder = refusal(sharing);
    expect(holder).toEqual({ doing: "holds", liveness: "unknown", record: name, session: undefined, pulse: undefined });
    if (holder !== undefined)
      expect(storeBusyError(holder, stage.databasePath).message).toContain(
        join(getSessionDirectoryPath(stage.databasePath), name),
      );
    await sharing.close();
    expect(removeSessionsNotProvenAlive(stage.databasePath).removed).toEqual([
      { record: name, doing: "unreadable", liveness: "unknown" },
    ]);
    expect(records()).toEqual([]);
  });

  test("unlocking leaves the records of those who run here, unless told otherwise", async () => {
    const sharing = joined("exclusive");
    sharing.tryEnter();
    expect(removeSessionsNotProvenAlive(stage.databasePath)).toMatchObject({
      removed: [],
      kept: [{ session: sharing.session, doing: "holds" }],
    });
    expect(removeSessionsNotProvenAlive(stage.databasePath, { evenAlive: true })).toMatchObject({
      removed: [{ session: sharing.session }],
      kept: [],
    });
    expect(records()).toEqual([]);
    await sharing.close();
  });

  test("a living holder is named without a way to break in", async () => {
    const [owner, other] = [joined("exclusive"), joined("shared")];
    owner.tryEnter();
    const holder = refusal(other);
    const message = holder && storeBusyError(holder, stage.databasePath).message;
    expect(message).toContain(`process ${process.pid}`);
    expect(message).not.toContain("unlock");
    await owner.close();
    await other.close();
  });
});

test("inspecting shows who holds, who waits and who is dead, and changes nothing", async () => {
  const [owner, waiter] = [joined("exclusive"), joined("shared")];
  owner.tryEnter();
  waiter.tryEnter();
  plant(formatPresenceRecordName("shared", formatSessionText(foreign({ pid: NO_SUCH_PID }))));
  const before = records();
  const { directory, sessions } = inspectDatabaseSessions(stage.databasePath);
  expect(directory).toBe(getSessionDirectoryPath(stage.databasePath));
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
  await owner.close();
  await waiter.close();
  expect(existsSync(directory)).toBe(true);
});

test("inspecting shows nobody as waiting who has not tried for a second, as after KEYED_STORE_BUSY", async () => {
  const [owner, waiter] = [joined("exclusive"), joined("shared")];
  owner.tryEnter();
  expect(refusal(waiter)).toBeDefined();
  const seen = (): readonly string[] =>
    inspectDatabaseSessions(stage.databasePath, { clock }).sessions.map(({ doing }) => doing);
  expect(seen()).toEqual(["holds", "waits"]);
  stage.now += 1_001;
  expect(seen()).toEqual(["holds"]);
  expect(refusal(waiter)).toBeDefined();
  expect(seen()).toEqual(["holds", "waits"]);
  await owner.close();
  await waiter.close();
});
