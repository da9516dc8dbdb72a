import type { CommandLine } from "./command-line.js";

/** Four entries in three namespaces of two owners. */
export async function fill({ use, clock }: CommandLine): Promise<void> {
  await use(async (store) => {
    const first = store.openKeyedStore<unknown>({ owner: "a", namespace: "n", maxEntries: 10 });
    await first.register("z", { deep: [null, "ü"] });
    clock.now += 5;
    await first.register("y", false, { ttlMs: 60_000 });
    await store.openKeyedStore({ owner: "a", namespace: "other", maxEntries: 10 }).register("x", "");
    await store.openKeyedStore({ owner: "b", namespace: "n", maxEntries: 10 }).register("z", 0);
  });
}
