import { describe, expect, it } from "vitest";
import { bundledOnly } from "../src/layers/plugin-runtime/bundled-only.js";
import { createPluginRuntime } from "../src/layers/plugin-runtime/create-plugin-runtime.js";
import type { Plugin, PluginRuntimeOptions } from "../src/layers/plugin-runtime/plugin-runtime.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";
import { late, numbersUpTo } from "./support/schemas.js";

const SPACE = { namespace: "n", maxEntries: 5 };
const slack: Plugin = { id: "slack", origin: "bundled" };

async function open(authorize: PluginRuntimeOptions["authorize"] = () => true) {
  const opened = await openFake();
  return { ...opened, runtime: createPluginRuntime(opened.store, { authorize }) };
}

describe("a plugin runtime", () => {
  it("KS-PLUGIN-1 binds what a plugin stores to its id, and is the same at each call", async () => {
    const { runtime, store } = await open();
    const bound = runtime.forPlugin(slack);
    expect(runtime.forPlugin({ ...slack })).toBe(bound);
    await bound.state.openKeyedStore<number>(SPACE).register("k", 1);
    bound.state.openSyncKeyedStore<number>(SPACE).register("l", 2);
    await runtime.forPlugin({ id: "matrix", origin: "bundled" }).state.openKeyedStore<number>(SPACE).register("k", 3);
    expect((await store.owners()).map(({ owner, entries }) => [owner, entries])).toEqual([
      ["matrix", 1],
      ["slack", 2],
    ]);
    expect(await bound.state.usage()).toMatchObject({ entries: 2 });
    const handle = bound.state.openKeyedStore<number>(SPACE);
    expect(await bound.state.atomic().consume(handle, "k").commit()).toEqual({ committed: true, values: [1] });
    expect(await bound.state.clear()).toBe(1);
  });

  it("KS-PLUGIN-1 the owner is settled: one that is given is refused", async () => {
    const { runtime } = await open();
    const error = refusal(() => runtime.forPlugin(slack).state.openKeyedStore({ ...SPACE, owner: "matrix" } as never));
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
    expect(error.message).toContain('"owner"');
  });

  it("KS-PLUGIN-2 the host's policy decides, whenever something is opened", async () => {
    let answer: boolean | string = false;
    const { runtime } = await open(() => answer);
    const { state } = runtime.forPlugin(slack);
    expect(refusal(() => state.openKeyedStore(SPACE))).toMatchObject({
      code: "KEYED_STORE_FORBIDDEN",
      operation: "open",
      owner: "slack",
    });
    answer = "it is suspended";
    expect(refusal(() => state.openSyncKeyedStore(SPACE)).message).toContain("it is suspended");
    expect(refusal(() => state.atomic()).code).toBe("KEYED_STORE_FORBIDDEN");
    expect((await rejection(state.usage())).code).toBe("KEYED_STORE_FORBIDDEN");
    expect((await rejection(state.clear())).code).toBe("KEYED_STORE_FORBIDDEN");
    answer = true;
    await state.openKeyedStore(SPACE).register("k", 1);
  });

  it("KS-PLUGIN-2 bundledOnly lets bundled plugins in and tells the others why not", async () => {
    const { runtime } = await open(bundledOnly);
    runtime.forPlugin(slack).state.openKeyedStore(SPACE);
    const other = runtime.forPlugin({ id: "mine", origin: "workspace" });
    expect(refusal(() => other.state.openKeyedStore(SPACE)).message).toContain(
      'only bundled plugins may, and this one is "workspace"',
    );
  });

  it("KS-PLUGIN-2 nobody gets in under the name of a running plugin", async () => {
    const { runtime } = await open(bundledOnly);
    const bound = runtime.forPlugin(slack);
    const error = refusal(() => runtime.forPlugin({ id: "slack", origin: "workspace" }));
    expect(error).toMatchObject({ code: "KEYED_STORE_FORBIDDEN", owner: "slack" });
    await bound.close();
    const late = runtime.forPlugin({ id: "slack", origin: "workspace" });
    expect(refusal(() => late.state.openKeyedStore(SPACE)).code).toBe("KEYED_STORE_FORBIDDEN");
  });

  it("KS-PLUGIN-2 what was authorized cannot become another plugin, nor can a promise let it in", async () => {
    const { runtime } = await open(bundledOnly);
    const mine = { id: "mine", origin: "workspace" };
    const bound = runtime.forPlugin(mine);
    mine.origin = "bundled";
    expect(refusal(() => bound.state.openKeyedStore(SPACE)).code).toBe("KEYED_STORE_FORBIDDEN");
    const { runtime: careless } = await open((async () => false) as never);
    expect(refusal(() => careless.forPlugin(slack).state.openKeyedStore(SPACE)).message).toContain("at once");
    const { runtime: broken } = await open(() => {
      throw new Error("policy");
    });
    expect(refusal(() => broken.forPlugin(slack).state.openKeyedStore(SPACE))).toMatchObject({
      code: "KEYED_STORE_FORBIDDEN",
      cause: new Error("policy"),
    });
  });

  it("KS-PLUGIN-3 a retired plugin can do nothing more, while what it issued before is completed and kept", async () => {
    const { runtime, store } = await open();
    const bound = runtime.forPlugin(slack);
    const handle = bound.state.openKeyedStore<number>(SPACE);
    const sync = bound.state.openSyncKeyedStore<number>(SPACE);
    const builder = bound.state.atomic().register(handle, "late", 1);
    const slow = bound.state.openKeyedStore({
      namespace: "slow",
      maxEntries: 5,
      schema: late(numbersUpTo({ max: 5 })),
    });
    const issued = [handle.register("k", 1), slow.register("k", 2)];
    const closing = bound.close();
    expect(bound.close()).toBe(closing);
    const refused = await Promise.all([
      rejection(handle.register("k", 2)),
      rejection(handle.lookup("k")),
      rejection(builder.commit()),
      rejection(bound.state.usage()),
    ]);
    for (const error of [
      ...refused,
      refusal(() => sync.register("k", 3)),
      refusal(() => bound.state.openKeyedStore(SPACE)),
    ]) {
      expect(error.code).toBe("KEYED_STORE_CLOSED");
      expect(error.message).toContain('"slack" was retired');
    }
    await closing;
    await Promise.all(issued);
    const successor = runtime.forPlugin(slack);
    expect(successor).not.toBe(bound);
    // Another version of the plugin may have other caps.
    expect(await successor.state.openKeyedStore<number>({ ...SPACE, maxEntries: 7 }).lookup("k")).toBe(1);
    expect(await store.owner("slack").usage()).toMatchObject({ entries: 2 });
  });

  it("KS-PLUGIN-3 when the host's store is closed, so are the plugins', and retiring them is still possible", async () => {
    const { runtime, store } = await open();
    const bound = runtime.forPlugin(slack);
    const handle = bound.state.openKeyedStore<number>(SPACE);
    await store.close();
    expect((await rejection(handle.lookup("k"))).message).toContain("openStateStore");
    await bound.close();
  });

  it("KS-PLUGIN-4 bound to no plugin, everything is refused", async () => {
    const { runtime } = await open();
    for (const work of [
      () => runtime.state.openKeyedStore(SPACE),
      () => runtime.state.openSyncKeyedStore(SPACE),
      () => runtime.state.atomic(),
    ]) {
      const error = refusal(work);
      expect(error.code).toBe("KEYED_STORE_FORBIDDEN");
      expect(error.message).toContain("forPlugin");
    }
    expect((await rejection(runtime.state.usage())).code).toBe("KEYED_STORE_FORBIDDEN");
  });

  it("KS-ERR-3 bad input is refused by the name of the argument", async () => {
    const { runtime, store } = await open();
    const bad: [() => unknown, string][] = [
      [() => runtime.forPlugin({ id: "", origin: "bundled" }), "owner"],
      [() => runtime.forPlugin({ id: "a", origin: 5 } as never), "origin"],
      [() => runtime.forPlugin({ id: "a", orgin: "x" } as never), '"origin"'],
      [() => runtime.forPlugin(undefined as never), "owner"],
      [() => createPluginRuntime({} as never, { authorize: bundledOnly }), "openStateStore"],
      [() => createPluginRuntime(store, {} as never), "bundledOnly"],
    ];
    for (const [work, part] of bad) {
      const error = refusal(work);
      expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
      expect(error.message).toContain(part);
    }
  });

  it("KS-PLUGIN-5 options of the quota are judged, and the store's own ownerOverflow is the default", async () => {
    const { store } = await openFake({}, { ownerOverflow: "evict-oldest" });
    const create = (options: object) => createPluginRuntime(store, { authorize: bundledOnly, ...options });
    for (const maxEntriesPerPlugin of [0, 1.5, -1, "5", Number.NaN, null]) {
      const error = refusal(() => create({ maxEntriesPerPlugin }));
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "createPluginRuntime" });
      expect(error.message).toContain("maxEntriesPerPlugin");
    }
    const wrong = refusal(() => create({ pluginOverflow: "reject-new" }));
    expect(wrong).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "createPluginRuntime" });
    expect(wrong.message).toMatch(/pluginOverflow.*"reject" or "evict-oldest"/);
    const unbounded = create({ maxEntriesPerPlugin: Number.POSITIVE_INFINITY }).forPlugin(slack);
    unbounded.state.openKeyedStore({ namespace: "large", maxEntries: 5_000 });
    await unbounded.close();
    const small = { namespace: "small", maxEntries: 1 };
    const { state } = create({ maxEntriesPerPlugin: 1 }).forPlugin({ ...slack, id: "small" });
    await state.openKeyedStore<number>(small).register("a", 1);
    await state.openKeyedStore<number>({ ...small, namespace: "other" }).register("b", 1);
    expect(await state.usage()).toMatchObject({ entries: 1, maxEntries: 1, namespaces: [{ namespace: "other" }] });
    const refusing = create({ maxEntriesPerPlugin: 1, pluginOverflow: "reject" }).forPlugin({ ...slack, id: "full" });
    await refusing.state.openKeyedStore<number>(small).register("a", 1);
    const full = refusing.state.openKeyedStore<number>({ ...small, namespace: "other" });
    expect((await rejection(full.register("b", 1))).message).toMatch(/small \(1\).*maxEntriesPerPlugin/);
  });
});
