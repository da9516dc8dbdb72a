import { describe, expect, it } from "vitest";
import type { KeyedStore } from "../src/contract/keyed-store.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";
import { rejection } from "./support/rejection.js";
import { late, numbersUpTo, schemaOf } from "./support/schemas.js";

async function openTwo() {
  const open = await openFake();
  const owner = open.store.owner("o");
  const jobs = owner.openKeyedStore<number>({ namespace: "jobs", maxEntries: 5 });
  const done = owner.openKeyedStore<number>({ namespace: "done", maxEntries: 5 });
  return { ...open, owner, jobs, done };
}

describe("atomic", () => {
  it("KS-ATOM-4 does all of its steps in one transaction, in the order written", async () => {
    const { owner, jobs, done, fake } = await openTwo();
    await jobs.register("a", 1);
    fake.batches.length = 0;
    const result = await owner
      .atomic()
      .check(done, "a", null)
      .consume(jobs, "a")
      .register(done, "a", 2)
      .consume(done, "a")
      .consume(done, "a")
      .delete(jobs, "missing")
      .register(done, "a", 3, { ttlMs: null })
      .commit();
    expect(result).toEqual({ committed: true, values: [1, 2, undefined] });
    expect(fake.batches).toEqual([["check a+consume a+put a+consume a+consume a+delete missing+put a"]]);
    expect(await done.lookup("a")).toBe(3);
    expect(await jobs.count()).toBe(0);
  });

  it("KS-ATOM-4 does nothing when a check does not hold", async () => {
    const { owner, jobs, done } = await openTwo();
    await jobs.register("a", 1);
    const commit = (version: number | null) =>
      owner.atomic().consume(jobs, "a").check(jobs, "a", version).register(done, "a", 2).commit();
    expect(await commit(null)).toEqual({ committed: false });
    expect(await done.count()).toBe(0);
    const { version = 0 } = (await jobs.lookupEntry("a")) ?? {};
    expect(await commit(version)).toEqual({ committed: true, values: [1] });
  });

  it("a limit rejects, and nothing has changed", async () => {
    const { owner, jobs, done } = await openTwo();
    await jobs.register("a", 1);
    const builder = owner.atomic().delete(jobs, "a");
    for (let i = 0; i < 6; i++) builder.register(done, `k${i}`, i);
    const error = await rejection(builder.commit());
    expect(error).toMatchObject({ code: "KEYED_STORE_LIMIT_EXCEEDED", operation: "atomic", owner: "o" });
    expect([await jobs.count(), await done.count()]).toEqual([1, 0]);
  });

  it("KS-VALUE-2 captures a value when the step is written", async () => {
    const { owner } = await openTwo();
    const lists = owner.openKeyedStore<number[]>({ namespace: "lists", maxEntries: 5 });
    const list = [1];
    const builder = owner.atomic().register(lists, "k", list);
    list.push(2);
    await builder.commit();
    expect(await lists.lookup("k")).toEqual([1]);
  });

  it("KS-ERR-3 commit rejects with the first bad step, and nothing is done", async () => {
    const { store, owner, jobs, fake, again } = await openTwo();
    const other = await again();
    const stranger = store.openKeyedStore<number>({ owner: "p", namespace: "jobs", maxEntries: 5 });
    const foreign = other.owner("o").openKeyedStore<number>({ namespace: "jobs", maxEntries: 5 });
    const sync = owner.openSyncKeyedStore<number>({ namespace: "jobs", maxEntries: 5 }) as unknown;
    const begin = () => owner.atomic().register(jobs, "fine", 1);
    const mistakes: [Promise<unknown>, RegExp][] = [
      [owner.atomic().commit(), /no steps/],
      [begin().register(jobs, "", 1).register(jobs, "k", Number.NaN).commit(), /key/],
      [begin().register(jobs, "k", Number.NaN).commit(), /value/],
      [begin().register(jobs, "k", 1, { ttlMs: 0 }).commit(), /ttlMs/],
      [begin().check(jobs, "k", -1).commit(), /version/],
      [begin().delete(jobs, "").commit(), /key/],
      [begin().consume(jobs, "").commit(), /key/],
      [begin().delete(stranger, "k").commit(), /owner "o".*"p"/],
      [begin().delete(foreign, "k").commit(), /this StateStore/],
      [
        begin()
          .delete(sync as KeyedStore<unknown>, "k")
          .commit(),
        /openKeyedStore/,
      ],
      [
        begin()
          .delete(undefined as unknown as KeyedStore<unknown>, "k")
          .commit(),
        /undefined/,
      ],
    ];
    for (const [commit, message] of mistakes) {
      const error = await rejection(commit);
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "atomic", owner: "o" });
      expect(error.message).toMatch(message);
    }
    expect(fake.batches).toEqual([]);
  });

  it("a builder commits once", async () => {
    const { owner, jobs } = await openTwo();
    const builder = owner.atomic().register(jobs, "k", 1);
    await builder.commit();
    expect((await rejection(builder.commit())).message).toMatch(/once/);
  });

  describe.each([
    ["synchronous", <T>(schema: T) => schema],
    ["asynchronous", late as <T>(schema: T) => T],
  ])("with a schema that is %s", (_, timing) => {
    it("removes only what it can give", async () => {
      const { owner, jobs } = await openTwo();
      const limit = { max: 10 };
      const judged = owner.openKeyedStore({ namespace: "judged", maxEntries: 5, schema: timing(numbersUpTo(limit)) });
      await judged.register("k", 7);
      const commit = () => owner.atomic().register(jobs, "j", 1).consume(judged, "k").consume(judged, "none").commit();
      limit.max = 5;
      expect(await rejection(commit())).toMatchObject({ code: "KEYED_STORE_CORRUPT", operation: "atomic" });
      expect([await judged.count(), await jobs.count()]).toEqual([1, 0]);
      limit.max = 10;
      expect(await commit()).toEqual({ committed: true, values: [7, undefined] });
      expect(await judged.count()).toBe(0);
    });

    it("gives what an earlier step wrote, whatever was there, and refuses what must not be written", async () => {
      const { owner } = await openTwo();
      const limit = { max: 99 };
      const schema = timing(numbersUpTo(limit));
      const judged = owner.openKeyedStore({ namespace: "judged", maxEntries: 5, schema });
      await judged.register("k", 50);
      limit.max = 10;
      const steps = owner.atomic().register(judged, "k", 3).consume(judged, "k");
      expect(await steps.commit()).toEqual({ committed: true, values: [3] });
      const refused = owner.atomic().register(judged, "k", 11);
      await settleMicrotasks();
      expect(await rejection(refused.commit())).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
      expect(await judged.count()).toBe(0);
    });

    it.each([2, 200])("judges anew what another process changed %i times meanwhile", async (races) => {
      let left = 0;
      let disturb: () => void = () => {};
      const { store, rival } = await openFake({
        before: (batch) => {
          if (batch[0]?.some(({ kind }) => kind === "check") && left-- > 0) disturb();
        },
      });
      const owner = store.owner("o");
      const seen: unknown[] = [];
      const schema = schemaOf<number>((value) => {
        seen.push(value);
        return { value: value as number };
      });
      const judged = owner.openKeyedStore({ namespace: "judged", maxEntries: 5, schema: timing(schema) });
      const other = (await rival()).owner("o").openSyncKeyedStore<number>({ namespace: "judged", maxEntries: 5 });
      disturb = () => void other.update("k", (n = 0) => n + 1);
      await judged.register("k", 1);
      seen.length = 0;
      left = races;
      const commit = owner.atomic().consume(judged, "k").commit();
      if (races === 200) {
        expect(await rejection(commit)).toMatchObject({ code: "KEYED_STORE_CONFLICT", operation: "atomic" });
        expect(await judged.count()).toBe(1);
      } else {
        expect(await commit).toEqual({ committed: true, values: [3] });
        expect(seen).toContain(3);
      }
    });

    it("says that a check did not hold, also where it judged", async () => {
      const { owner, jobs } = await openTwo();
      const schema = timing(numbersUpTo({ max: 10 }));
      const judged = owner.openKeyedStore({ namespace: "judged", maxEntries: 5, schema });
      await judged.register("k", 1);
      await jobs.register("j", 1);
      expect(await owner.atomic().check(jobs, "j", null).consume(judged, "k").commit()).toEqual({ committed: false });
      expect(await judged.count()).toBe(1);
    });
  });
});
