import { describe, expect, it } from "vitest";
import type { StateStore } from "../src/contract/state-store.js";
import { busy } from "./support/fake-provider.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";

const OPTIONS = { namespace: "n", maxEntries: 100 };

describe("life cycle", () => {
  it("KS-LIFE-1 close completes what was issued before it, and is idempotent", async () => {
    const { store, fake, again } = await openFake();
    const written = store.openKeyedStore<number>(OPTIONS).register("k", 1);
    const closed = store.close();
    expect(store.close()).toBe(closed);
    await Promise.all([written, closed]);
    expect(fake.batches).toEqual([["put k"]]);
    expect(fake.calls).toEqual(["close"]);
    expect(await (await again()).openKeyedStore(OPTIONS).lookup("k")).toBe(1);
  });

  it("KS-LIFE-2 after close every operation is CLOSED, also while it is closing", async () => {
    const { store } = await openFake();
    const keyed = store.openKeyedStore<number>(OPTIONS);
    const sync = store.openSyncKeyedStore<number>(OPTIONS);
    const scope = store.owner("default");
    const atomic = scope.atomic().delete(keyed, "k");
    const iterator = keyed.iterate()[Symbol.asyncIterator]();
    const rejecting: [string, () => Promise<unknown>][] = [
      ["register", () => keyed.register("k", 1)],
      ["registerIfAbsent", () => keyed.registerIfAbsent("k", 1)],
      ["compareAndSet", () => keyed.compareAndSet("k", null, 1)],
      ["update", () => keyed.update("k", () => 1)],
      ["touch", () => keyed.touch("k", { ttlMs: 1 })],
      ["lookup", () => keyed.lookup("")],
      ["lookupEntry", () => keyed.lookupEntry("k")],
      ["lookupMany", () => keyed.lookupMany([])],
      ["consume", () => keyed.consume("k")],
      ["delete", () => keyed.delete("k")],
      ["entries", () => keyed.entries()],
      ["iterate", () => iterator.next()],
      ["count", () => keyed.count()],
      ["clear", () => keyed.clear()],
      ["atomic", () => atomic.commit()],
      ["usage", () => scope.usage()],
      ["clear", () => scope.clear()],
      ["restore", () => scope.restore("n", [])],
      ["owners", () => store.owners()],
      ["sweepExpired", () => store.sweepExpired()],
      ["flush", () => store.flush()],
      ["backup", () => store.backup("/elsewhere")],
    ];
    const throwing: [string, () => unknown][] = [
      ["lookup", () => sync.lookup("k")],
      ["iterate", () => [...sync.iterate()]],
      ["open", () => store.openKeyedStore(OPTIONS)],
      ["open", () => store.openSyncKeyedStore(OPTIONS)],
      ["open", () => scope.openKeyedStore(OPTIONS)],
    ];
    const closing = store.close();
    for (let round = 0; round < 2; round++) {
      const calls = rejecting.map(([operation, call]) => ({ operation, call: call() }));
      for (const { operation, call } of calls) {
        expect(await rejection(call)).toMatchObject({ code: "KEYED_STORE_CLOSED", operation, backend: "fake" });
        if (operation === "iterate") rejecting.splice(11, 1);
      }
      for (const [operation, call] of throwing) {
        expect(refusal(call)).toMatchObject({ code: "KEYED_STORE_CLOSED", operation });
      }
      await closing;
    }
  });

  it("closing one store leaves others on the file open", async () => {
    const { store, again, fake } = await openFake();
    const second = await again();
    const keyed = second.openKeyedStore<number>(OPTIONS);
    await store.close();
    await keyed.register("k", 1);
    expect(await keyed.lookup("k")).toBe(1);
    await second.close();
    expect(fake.calls).toEqual(["close", "close"]);
  });

  it("works with await using", async () => {
    const { fake, again } = await openFake();
    let kept: StateStore;
    {
      await using store = await again();
      kept = store;
    }
    expect(fake.calls).toEqual(["close"]);
    expect((await rejection(kept.flush())).code).toBe("KEYED_STORE_CLOSED");
  });

  it("a close that fails says so, and the store is closed all the same", async () => {
    const { store } = await openFake({
      backend: {
        close() {
          throw new Error("gone");
        },
      },
    });
    const error = await rejection(store.close());
    expect(error).toMatchObject({ operation: "close", backend: "fake" });
    expect((await rejection(store.flush())).code).toBe("KEYED_STORE_CLOSED");
  });

  it("an idle store sets no timer", async () => {
    const { store, scheduler } = await openFake();
    await store.openKeyedStore<number>(OPTIONS).register("k", 1);
    await settleMicrotasks();
    expect(scheduler.timers).toBe(0);
  });

  it("KS-PROBE-1 probe gives a report, and never rejects", async () => {
    const { store } = await openFake();
    const report = await store.probe();
    expect(report).toMatchObject({ ok: true, backend: "fake", path: store.databasePath });
    expect(report.steps.map(({ name }) => name)).toEqual([
      "state-directory",
      "load-backend",
      "open",
      "schema",
      "write-read-delete",
      "checkpoint",
    ]);
    await store.close();
    const closed = await store.probe();
    expect(closed).toMatchObject({ ok: false, steps: [{ ok: false, code: "KEYED_STORE_CLOSED" }] });
    const broken = await openFake({
      backend: {
        probe() {
          throw new Error("hunter2");
        },
      },
    });
    const failed = await broken.store.probe();
    expect(failed.ok).toBe(false);
    expect(JSON.stringify(failed)).not.toContain("hunter2");
  });

  it("backup takes its turn, and is UNSUPPORTED where there is no file", async () => {
    const copies: string[] = [];
    let refusals = 2;
    const { store, scheduler, fake } = await openFake({
      backend: {
        async backup(destination) {
          if (refusals-- > 0) throw busy();
          copies.push(`${destination} after ${fake.batches.length}`);
        },
      },
    });
    const written = store.openKeyedStore<number>(OPTIONS).register("k", 1);
    const copied = store.backup("/elsewhere");
    await scheduler.run();
    await Promise.all([written, copied]);
    expect(copies).toEqual(["/elsewhere after 1"]);
    for (const bad of ["", "a\0b", undefined as unknown as string]) {
      expect(await rejection(store.backup(bad))).toMatchObject({
        code: "KEYED_STORE_INVALID_INPUT",
        operation: "backup",
      });
    }
    const { store: memory } = await openFake();
    expect(await rejection(memory.backup("/elsewhere"))).toMatchObject({
      code: "KEYED_STORE_UNSUPPORTED",
      operation: "backup",
    });
  });
});
