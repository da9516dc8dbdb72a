import { type BackendProvider, openStateStore } from "keyed-store";
import { describe, expect, it } from "vitest";
import { withFakedGlobals } from "../../core/test/support/faked-globals.js";
import { scratch, usableProviders } from "./support/program.js";

const providers = await usableProviders();
const directory = scratch();

describe.each(providers.map((provider) => ({ name: provider.name, provider })))("On $name", ({ provider }) => {
  it.each(["main", "worker"] as const)(
    "KS-TTL-6 with thread %s every operation completes while all timers and clocks of the host are faked",
    async (thread) => {
      await withFakedGlobals(() => everything(provider, thread), thread === "worker" ? "nextTick" : undefined);
    },
  );
});

async function everything(provider: BackendProvider, thread: "main" | "worker"): Promise<void> {
  const place = directory();
  const open = () => openStateStore({ directory: place, providers: [provider], backend: provider.name, thread });
  const store = await open();
  const keyed = store.openKeyedStore<number>({ namespace: "n", maxEntries: 100, defaultTtlMs: 3_600_000 });
  for (let round = 0; round < 500; round++) await keyed.register("a", round);
  await Promise.all(Array.from({ length: 2_000 }, (_, round) => keyed.register(`k${round % 50}`, round)));
  expect(await keyed.update("a", (current = 0) => current + 1)).toBe(true);
  expect(await keyed.lookup("a")).toBe(500);
  expect(await keyed.count()).toBe(51);
  await store.flush();
  await store.backup(`${place}/copy.sqlite`);
  expect(await store.probe()).toMatchObject({ ok: true });
  await store.sweepExpired();
  await store.close();
  const again = await open();
  const kept = again.openKeyedStore<number>({ namespace: "n", maxEntries: 100, defaultTtlMs: 3_600_000 });
  expect(await kept.consume("a")).toBe(500);
  await again.close();
}
