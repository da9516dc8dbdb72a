import { expect, test } from "vitest";
import { type Custody, createCustody, PATIENCE_MS } from "../src/custody/create-custody.js";
import { openStoreFiles } from "../src/custody/open-store-files.js";
import type { StoreFiles } from "../src/custody/store-files.js";
import { createOpenFileTable } from "../src/disk/open-file-table.js";
import { createFakeDirectory, exception } from "./support/fake-files.js";
import { createFakeLocks } from "./support/fake-locks.js";
import { createFakeTiming, settle } from "./support/fake-timing.js";

function setUp() {
  const locks = createFakeLocks();
  const timing = createFakeTiming();
  let failure: string | undefined;
  const directory = createFakeDirectory(() => {
    if (failure !== undefined) throw exception(failure);
  });

  function join(openFiles?: () => Promise<StoreFiles | undefined>): Custody & { readonly events: string[] } {
    const events: string[] = [];
    const table = createOpenFileTable();
    const custody = createCustody({
      lockName: "lock",
      locks,
      timing,
      openFiles:
        openFiles ??
        (() =>
          openStoreFiles({
            directoryPath: "opfs:/d",
            fileName: "s",
            findDirectory: async () => directory,
            create: true,
            openFiles: table,
          })),
      onWaiting: () => events.push("waiting"),
      onWaitOver: (hasEntered) => events.push(hasEntered ? "in" : "gave up"),
      onAbandoned: () => events.push("abandoned"),
    });
    return Object.defineProperty(custody, "events", { value: events }) as Custody & { readonly events: string[] }; // as it was just defined
  }

  return {
    locks,
    timing,
    directory,
    join,
    breakFiles: (name: string | undefined) => {
      failure = name;
    },
  };
}

/** Asks again and again, as the queue does, until it is in. */
async function enter(custody: Custody, timing: { pass(ms: number): Promise<void> }): Promise<void> {
  for (let attempt = 0; attempt < 100 && !custody.tryEnter(); attempt += 1) await timing.pass(25);
  expect(custody.isIn).toBe(true);
}

test("whoever is alone gets in, and leaves with files closed before the lock is free", async () => {
  const { join, timing, locks, directory } = setUp();
  const custody = join();
  expect(custody.tryEnter()).toBe(false);
  expect(custody.obstacle).toBe("lock");
  await settle();
  expect(custody.tryEnter()).toBe(true);
  expect([...directory.files.keys()]).toEqual(["s", "s-wal", "s-journal"]);
  await timing.pass(60_000);
  expect(custody.isIn).toBe(true);
  custody.leave();
  expect(custody.isIn).toBe(false);
  const seen: number[] = [];
  void locks.request("lock", { mode: "exclusive", signal: new AbortController().signal }, async () => {
    seen.push(directory.files.get("s")?.openHandles ?? -1);
  });
  await settle();
  expect(seen).toEqual([0]);
});

test("sessions get in one after another, in the order of asking", async () => {
  const { join, timing } = setUp();
  const sessions = [join(), join(), join()];
  const order: number[] = [];
  for (const session of sessions) session.ask();
  while (order.length < 3) {
    await timing.pass(20);
    sessions.forEach((session, number) => {
      if (order.includes(number) || !session.tryEnter()) return;
      order.push(number);
      expect(sessions.filter(({ isIn }) => isIn)).toHaveLength(1);
      session.leave();
    });
  }
  expect(order).toEqual([0, 1, 2]);
});

test("a session that asks no more gives up its place, and says so", async () => {
  const { join, timing, locks } = setUp();
  const first = join();
  const second = join();
  await enter(first, timing);
  second.ask();
  await timing.pass(PATIENCE_MS - 300);
  expect(locks.requests).toHaveLength(2);
  second.ask();
  await timing.pass(PATIENCE_MS - 300);
  expect(locks.requests).toHaveLength(2);
  await timing.pass(600);
  expect(locks.requests).toHaveLength(1);
  expect(second.events.slice(-2)).toEqual(["gave up", "abandoned"]);
  first.leave();
  await settle();
  expect(second.isIn).toBe(false);
  await enter(second, timing);
});

test("a session that waits makes itself heard until it is in", async () => {
  const { join, timing } = setUp();
  const first = join();
  const second = join();
  await enter(first, timing);
  second.ask();
  for (let round = 0; round < 4; round += 1) {
    await timing.pass(250);
    second.ask();
  }
  expect(second.events).toEqual(["waiting", "waiting", "waiting", "waiting", "waiting"]);
  first.leave();
  await enter(second, timing);
  await timing.pass(2_000);
  expect(second.events.slice(5)).toEqual(["in"]);
});

test("a session that got in and does not come gives the files back", async () => {
  const { join, timing, locks, directory } = setUp();
  const custody = join();
  custody.ask();
  await settle();
  expect(custody.isIn).toBe(true);
  await timing.pass(600);
  expect(custody.isIn).toBe(false);
  expect(custody.events.at(-1)).toBe("abandoned");
  expect(directory.files.get("s")?.openHandles).toBe(0);
  expect(locks.requests).toHaveLength(0);
});

test.each(["QuotaExceededError", "UnknownError", "SecurityError"])(
  "the lock is free when the files cannot be opened (%s), which is told once",
  async (name) => {
    const { join, timing, locks, breakFiles, directory } = setUp();
    const custody = join();
    breakFiles(name);
    expect(custody.tryEnter()).toBe(false);
    await custody.waitForEntry(1_000);
    await settle();
    expect(locks.requests).toHaveLength(0);
    expect(() => custody.tryEnter()).toThrow(expect.objectContaining({ name }));
    breakFiles(undefined);
    await enter(custody, timing);
    expect([...directory.files.values()].map(({ openHandles }) => openHandles)).toEqual([1, 1, 1]);
  },
);

test("the lock is free when the second of the files cannot be opened, and the first is closed", async () => {
  const { locks, join, timing } = setUp();
  let calls = 0;
  const directory = createFakeDirectory((name) => {
    if (name === "s-wal" && ++calls === 1) throw exception("QuotaExceededError");
  });
  const custody = join(() =>
    openStoreFiles({
      directoryPath: "opfs:/d",
      fileName: "s",
      findDirectory: async () => directory,
      create: true,
      openFiles: createOpenFileTable(),
    }),
  );
  custody.ask();
  await settle();
  expect(locks.requests).toHaveLength(0);
  expect(directory.files.get("s")?.openHandles).toBe(0);
  expect(() => custody.tryEnter()).toThrow("QuotaExceededError");
  await enter(custody, timing);
});

test("files that somebody has open without the lock are waited for", async () => {
  const { join, timing, directory } = setUp();
  const stranger = await (await directory.getFileHandle("s-wal", { create: true })).createSyncAccessHandle();
  const custody = join();
  for (let round = 0; round < 50; round += 1) {
    expect(custody.tryEnter()).toBe(false);
    await timing.pass(25);
  }
  expect(custody.obstacle).toBe("files");
  expect(directory.files.get("s")?.openHandles).toBe(0);
  stranger.close();
  await enter(custody, timing);
});

test("a session that leaves while its files are being opened is not in, and keeps nobody out", async () => {
  const { locks, join } = setUp();
  let isOpen = false;
  let open = (): void => {};
  const custody = join(
    () =>
      new Promise((resolve) => {
        open = () => {
          isOpen = true;
          const files: StoreFiles = {
            close: () => {
              isOpen = false;
            },
            closeUnlessGone: async () => expect.fail("nobody was in"),
            removeEmptySidecars: async () => {},
          };
          resolve(files);
        };
      }),
  );
  custody.ask();
  await settle();
  expect(custody.obstacle).toBe("opening");
  custody.leave();
  await settle();
  // Also where the browser never answers.
  expect(locks.requests).toHaveLength(0);
  open();
  await settle();
  expect(isOpen).toBe(false);
  expect(custody.isIn).toBe(false);
});

test("a lock that the browser takes away lets nobody in beside the one who has the files", async () => {
  const { join, timing, locks, directory } = setUp();
  const first = join();
  const second = join();
  await enter(first, timing);
  second.ask();
  locks.takeAway();
  for (let round = 0; round < 20; round += 1) {
    await timing.pass(25);
    expect(second.tryEnter()).toBe(false);
  }
  expect(first.isIn).toBe(true);
  expect(second.obstacle).toBe("files");
  await first.close();
  await enter(second, timing);
  expect([...directory.files.keys()]).toContain("s-wal");
});

test("at the end, what is empty beside the database is removed, and nothing else", async () => {
  const { join, timing, directory } = setUp();
  const custody = join();
  await enter(custody, timing);
  custody.leave();
  await settle();
  expect([...directory.files.keys()]).toEqual(["s", "s-wal", "s-journal"]);
  await enter(custody, timing);
  const wal = directory.files.get("s-wal") ?? expect.fail();
  wal.bytes = new Uint8Array(8);
  custody.leave();
  await custody.close();
  await custody.close();
  expect([...directory.files.keys()]).toEqual(["s", "s-wal"]);
  custody.ask();
  await timing.pass(1_000);
  expect(custody.isIn).toBe(false);
});

test("files whose data was cleared are not closed, which would never end", async () => {
  const { join, timing, directory, locks } = setUp();
  const custody = join();
  await enter(custody, timing);
  const file = directory.files.get("s") ?? expect.fail();
  directory.files.clear();
  custody.leave();
  await settle();
  expect(file.openHandles).toBe(1);
  expect(locks.requests).toHaveLength(0);
});
