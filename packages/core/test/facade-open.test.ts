import { describe, expect, it, vi } from "vitest";
import type { KeyedStoreOptions } from "../src/contract/keyed-store-options.js";
import type { StoreEvent } from "../src/contract/store-event.js";
import { findContextOfStateStore } from "../src/facade/create-state-store.js";
import { type NamespaceRules, registerNamespace } from "../src/handles/namespace-registry.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { anything } from "./support/schemas.js";

const OPTIONS = { namespace: "n", maxEntries: 100 };

describe("openKeyedStore", () => {
  it.each<[string, object | undefined, RegExp]>([
    ["no options", undefined, /namespace/],
    ["no namespace", { maxEntries: 5 }, /namespace/],
    ["a bad namespace", { namespace: "a b", maxEntries: 5 }, /namespace.*"a b"/],
    ["a bad owner", { ...OPTIONS, owner: "" }, /owner/],
    ["no maxEntries", { namespace: "n" }, /maxEntries.*bounded by design/],
    ["a bad maxEntries", { namespace: "n", maxEntries: 0 }, /maxEntries.*was 0/],
    ["an unbounded store", { namespace: "n", maxEntries: Number.POSITIVE_INFINITY }, /maxEntries.*Infinity/],
    ["a bad default", { ...OPTIONS, defaultTtlMs: 0.5 }, /defaultTtlMs/],
    ["a bad overflow", { ...OPTIONS, overflow: "drop" }, /overflow.*"evict-oldest" or "reject-new".*"drop"/],
    ["a bad undefinedFields", { ...OPTIONS, undefinedFields: true }, /undefinedFields/],
    ["no validator", { ...OPTIONS, schema: { parse() {} } }, /schema.*Standard Schema/],
    ["a misspelt option", { ...OPTIONS, maxentries: 5 }, /"maxentries".*"maxEntries"/],
  ])("KS-ERR-3 throws at once for %s", async (_, options, message) => {
    const { store, fake } = await openFake();
    for (const open of [store.openKeyedStore, store.openSyncKeyedStore]) {
      const error = refusal(() => open(options as KeyedStoreOptions<unknown>));
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "open", backend: "fake" });
      expect(error.message).toMatch(message);
    }
    expect(fake.batches).toEqual([]);
  });

  it("KS-CAP-3 a cap that can never be reached is refused, saying which limit to raise", async () => {
    const { store, again } = await openFake({}, { limits: { maxEntriesPerOwner: 1_000 } });
    const options = { namespace: "n", maxEntries: 1_001 };
    const error = refusal(() => store.openKeyedStore(options));
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", owner: "default", namespace: "n" });
    expect(error.message).toMatch(/1001.*1000.*maxEntriesPerOwner: 1001/);
    store.openKeyedStore({ ...options, maxEntries: 1_000 });
    const large = await again({ limits: { maxEntriesPerOwner: Number.POSITIVE_INFINITY }, fileName: "large" });
    large.openKeyedStore({ ...options, maxEntries: 1_000_000 });
  });

  it.each<[string, object]>([
    ["maxEntries", { maxEntries: 99 }],
    ["overflow", { overflow: "reject-new" }],
    ["defaultTtlMs", { defaultTtlMs: 5 }],
    ["undefinedFields", { undefinedFields: "drop" }],
    ["schema", { schema: anything() }],
  ])("KS-CAP-5 another %s is refused, from every store on the file in this process", async (name, other) => {
    const { store, again } = await openFake();
    const second = await again();
    store.openKeyedStore(OPTIONS);
    for (const from of [store, second, store.owner("default"), second.owner("default")]) {
      const error = refusal(() => from.openSyncKeyedStore({ ...OPTIONS, ...other }));
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "open", namespace: "n" });
      expect(error.message).toContain(name);
    }
    second.openKeyedStore({ ...OPTIONS, ...other, namespace: "m" });
    second.openKeyedStore({ ...OPTIONS, ...other, owner: "another" });
  });

  it("KS-CAP-5 a default given explicitly is the same as left out, and the same schema the same", async () => {
    const { store } = await openFake();
    const schema = anything();
    store.openKeyedStore({ ...OPTIONS, schema });
    store.owner("default").openSyncKeyedStore({
      ...OPTIONS,
      defaultTtlMs: null,
      slidingTtl: false,
      overflow: "evict-oldest",
      undefinedFields: "reject",
      schema,
    });
  });

  it("KS-CAP-5 options are free again when every store that opened the namespace is closed", async () => {
    const { store, again } = await openFake();
    const [second, third] = [await again(), await again()];
    store.openKeyedStore(OPTIONS);
    second.openKeyedStore(OPTIONS);
    await store.close();
    refusal(() => third.openKeyedStore({ ...OPTIONS, maxEntries: 7 }));
    await second.close();
    third.openKeyedStore({ ...OPTIONS, maxEntries: 7 });
  });

  it("KS-CAP-5 redefining counts the new cap in place of the old, and closing takes it away", async () => {
    const events: StoreEvent[] = [];
    const { store, again } = await openFake(
      {},
      { onEvent: (event) => events.push(event), limits: { maxEntriesPerOwner: 10 } },
    );
    const second = await again();
    store.openKeyedStore({ namespace: "a", maxEntries: 9 });
    store.openKeyedStore({ namespace: "a", maxEntries: 3, redefine: true });
    second.openKeyedStore({ namespace: "b", maxEntries: 7 });
    store.openKeyedStore({ namespace: "b", maxEntries: 8, redefine: true });
    await store.close();
    second.openKeyedStore({ namespace: "a", maxEntries: 2 });
    second.openKeyedStore({ namespace: "c", maxEntries: 1 });
    await settleMicrotasks();
    expect(events.flatMap((event) => (event.type === "over-committed" ? event.committed : []))).toEqual([11, 11]);
  });

  it("KS-CAP-2 where nobody listens, the process is warned once for each owner that is over-committed", async () => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const limits = { maxEntriesPerOwner: 10 };
    const { store } = await openFake({}, { limits });
    store.openKeyedStore({ owner: "warned", namespace: "a", maxEntries: 10 });
    expect(emitted).not.toHaveBeenCalled();
    store.openKeyedStore({ owner: "warned", namespace: "b", maxEntries: 10 });
    store.openKeyedStore({ owner: "warned", namespace: "c", maxEntries: 10 });
    const { store: second } = await openFake({}, { limits });
    const options = { owner: "warned", maxEntries: Number.POSITIVE_INFINITY, overflow: "reject-new" } as const;
    second.openKeyedStore({ ...options, namespace: "d" });
    const message = expect.stringMatching(/owner warned .*20 entries.*10:.*limits\.maxEntriesPerOwner/);
    expect(emitted.mock.calls).toEqual([[message, { code: "KEYED_STORE_OVER_COMMITTED" }]]);
    second.openKeyedStore({ ...options, owner: "other", namespace: "d" });
    expect(emitted.mock.lastCall?.[0]).toMatch(/owner other .*Infinity entries/);
    const { store: heard } = await openFake({}, { limits, onEvent: () => {} });
    heard.openKeyedStore({ ...options, owner: "heard", namespace: "d" });
    const { store: free } = await openFake();
    free.openKeyedStore({ ...options, owner: "free", namespace: "d" });
    expect(emitted).toHaveBeenCalledTimes(2);
    emitted.mockRestore();
  });

  it("KS-CAP-4 what opening a namespace costs does not grow with those that are open", async () => {
    const { store } = await openFake();
    const opened = findContextOfStateStore(store);
    let looked = 0;
    const rules = (): NamespaceRules => ({
      overflow: "evict-oldest",
      defaultTtlMs: null,
      slidingTtl: false,
      undefinedFields: "reject",
      schema: undefined,
      get maxEntries() {
        looked += 1;
        return 1;
      },
    });
    for (let round = 0; round < 1_000; round++) {
      if (opened !== undefined) registerNamespace(opened, "o", `n${round}`, rules(), false);
    }
    expect(looked).toBeGreaterThan(0);
    expect(looked).toBeLessThan(5_000);
  });

  it("KS-CAP-2 tells once that an owner's namespaces may outgrow it", async () => {
    const events: StoreEvent[] = [];
    const { store } = await openFake(
      {},
      { onEvent: (event) => events.push(event), limits: { maxEntriesPerOwner: 10 } },
    );
    for (const namespace of ["a", "b", "c", "d"]) store.openKeyedStore({ namespace, maxEntries: 5 });
    store.openKeyedStore({ owner: "other", namespace: "a", maxEntries: 10 });
    await settleMicrotasks();
    expect(events.filter(({ type }) => type === "over-committed")).toEqual([
      { type: "over-committed", owner: "default", committed: 15, maxEntries: 10 },
    ]);
  });

  it("a synchronous store needs a backend that answers at once", async () => {
    const { store } = await openFake({ capabilities: { synchronous: false } });
    expect(refusal(() => store.openSyncKeyedStore(OPTIONS))).toMatchObject({
      code: "KEYED_STORE_UNSUPPORTED",
      operation: "open",
    });
  });

  it("KS-ISO-1 an owner's scope opens that owner's namespaces, and takes no other owner", async () => {
    const { store } = await openFake();
    const scope = store.owner("a");
    const options = { ...OPTIONS, owner: "b" };
    expect(refusal(() => scope.openKeyedStore(options)).message).toContain('"owner"');
    await scope.openKeyedStore<number>(OPTIONS).register("k", 1);
    expect(await store.openKeyedStore({ ...OPTIONS, owner: "a" }).lookup("k")).toBe(1);
    expect(await store.openKeyedStore(OPTIONS).lookup("k")).toBe(undefined);
    expect(refusal(() => store.owner("a b"))).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "owner" });
  });
});
