import { createNestThrottlerStorage, type NestThrottlerStorage } from "@keyed-store/adapters/rate-limit";
import { ThrottlerStorageService } from "@nestjs/throttler";
import { openStateStore } from "keyed-store";
import { describe, expect, it, vi } from "vitest";
import { onEachBackend } from "../http/backends.js";
import { clock, NOON, openTimedStore, stopTime } from "../http/timed-store.js";
import { makeDirectory } from "../support/make-directory.js";
import { hostNamed } from "./hosts/serve.mjs";

type Storage = Pick<NestThrottlerStorage, "increment">;

/** What holds of the host's own storage in memory as well. */
function checkThrottling(open: () => Promise<Storage>): void {
  it("counts up to the limit, blocks the one too many for its time, and then begins anew", async () => {
    const storage = await open();
    const come = () => storage.increment("a", 10_000, 2, 30_000, "default");
    expect(await come()).toMatchObject({ totalHits: 1, timeToExpire: 10, isBlocked: false });
    vi.setSystemTime(NOON + 4500);
    expect(await come()).toMatchObject({ totalHits: 2, timeToExpire: 6, isBlocked: false });
    expect(await come()).toMatchObject({ totalHits: 3, isBlocked: true, timeToBlockExpire: 30 });
    vi.setSystemTime(NOON + 24_500);
    expect(await come()).toMatchObject({ isBlocked: true, timeToBlockExpire: 10 });
    vi.setSystemTime(NOON + 34_500);
    expect(await come()).toMatchObject({ totalHits: 1, isBlocked: false });
  });

  it("without a block, the client is refused until its window ends", async () => {
    const storage = await open();
    const come = () => storage.increment("a", 10_000, 1, 0, "default");
    expect(await come()).toMatchObject({ totalHits: 1, isBlocked: false, timeToBlockExpire: 0 });
    vi.setSystemTime(NOON + 5000);
    expect(await come()).toMatchObject({ totalHits: 2, isBlocked: true, timeToBlockExpire: 5 });
    expect(await come()).toMatchObject({ totalHits: 2, isBlocked: true, timeToBlockExpire: 5 });
    vi.setSystemTime(NOON + 10_000);
    expect(await come()).toMatchObject({ totalHits: 1, isBlocked: false });
  });

  it("throttlers of other names count apart", async () => {
    const storage = await open();
    expect(await storage.increment("a", 1000, 1, 1000, "short")).toMatchObject({ totalHits: 1, isBlocked: false });
    expect(await storage.increment("b", 1000, 1, 1000, "long")).toMatchObject({ totalHits: 1, isBlocked: false });
    expect(await storage.increment("a", 1000, 1, 1000, "short")).toMatchObject({ isBlocked: true });
  });

  it("a limit of nothing blocks the first", async () => {
    const storage = await open();
    expect(await storage.increment("a", 1000, 0, 2000, "default")).toMatchObject({
      isBlocked: true,
      timeToBlockExpire: 2,
    });
  });
}

describe("@nestjs/throttler's own storage in memory", () => {
  checkThrottling(async () => {
    stopTime();
    return new ThrottlerStorageService();
  });
});

onEachBackend("a keyed store under @nestjs/throttler", (backend) => {
  const open = async (): Promise<NestThrottlerStorage> => {
    stopTime();
    return createNestThrottlerStorage(await openTimedStore(backend), { namespace: "api", clock });
  };
  checkThrottling(open);

  it("one key under two names is two counters", async () => {
    const storage = await open();
    const pairs = [
      ["a b", "c"],
      ["a", "b c"],
      ["a%20b", "c"],
    ] as const;
    for (const [name, key] of pairs) {
      expect(await storage.increment(key, 1000, 1, 1000, name)).toMatchObject({ isBlocked: false });
    }
  });

  it("KS-ATOM-7 of 200 requests at once the limit passes", async () => {
    const storage = await open();
    const all = await Promise.all(Array.from({ length: 200 }, () => storage.increment("a", 1000, 5, 1000, "default")));
    expect(all.filter(({ isBlocked }) => !isBlocked).map(({ totalHits }) => totalHits)).toEqual([1, 2, 3, 4, 5]);
  });

  it("a host that does not speak of limits is refused by name", async () => {
    const storage = await open();
    const old = storage.increment as unknown as (key: string, ttl: number) => Promise<unknown>;
    await expect(old("a", 1000)).rejects.toMatchObject({
      code: "KEYED_STORE_INVALID_INPUT",
      message: expect.stringContaining("@nestjs/throttler 6"),
    });
  });

  it("KS-LIFE-1 Nest closes the store that the storage opened when the application closes", async () => {
    const opened: Awaited<ReturnType<typeof openStateStore>>[] = [];
    const { load, createStore } = hostNamed("nest");
    const store = createStore(
      async () => {
        const state = await openStateStore({ directory: makeDirectory(), backend });
        opened.push(state);
        return state;
      },
      { namespace: "api" },
    );
    const { start } = await load();
    const server = await start({ store, max: 5, windowMs: 3_600_000 });
    expect(opened).toEqual([]);
    expect((await fetch(`http://127.0.0.1:${server.port}`)).status).toBe(200);
    await server.close();
    expect(opened).toHaveLength(1);
    await expect(opened[0]?.owners()).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
  });
});
