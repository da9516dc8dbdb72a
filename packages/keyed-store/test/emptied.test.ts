import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { backends, on } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();
const VALUE = "x".repeat(10_000);
const MINUTE = 60_000;

describe("a file does not keep the size of what it had", () => {
  it.each(backends)("KS-TTL-5 on %s it shrinks when it is closed, after it was emptied", async (backend) => {
    const directory = scratchDirectory();
    const line = on(backend, directory);
    const size = (): number => statSync(join(directory, "state.sqlite")).size;
    const fill = (ttlMs: number | null): Promise<number> =>
      line.use(async (store) => {
        const space = store.openKeyedStore({ owner: "o", namespace: "n", maxEntries: 1_200 });
        await Promise.all(Array.from({ length: 1_200 }, (_, key) => space.register(`k${key}`, VALUE, { ttlMs })));
        return space.count();
      });
    await fill(null);
    expect(size()).toBeGreaterThan(11_000_000);
    await line.use((store) => store.openKeyedStore({ owner: "o", namespace: "n", maxEntries: 1_200 }).clear());
    expect(size()).toBeLessThan(500_000);
    await fill(1_000);
    expect(size()).toBeGreaterThan(11_000_000);
    line.clock.now += 1_000 + MINUTE;
    // What is expired for long goes with the last writer, though nobody swept it: two times, for one removes 1,024 rows.
    for (const key of ["one", "two"]) {
      await line.use((store) =>
        store.openKeyedStore({ owner: "o", namespace: "other", maxEntries: 9 }).register(key, 1),
      );
    }
    expect(size()).toBeLessThan(500_000);
  });
});
