import { rmSync } from "node:fs";
import { join } from "node:path";
import { hostGlobals } from "@keyed-store/core";
import { openStateStore } from "keyed-store";
import { afterEach, describe, expect, it, vi } from "vitest";
import { backends } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

afterEach(() => vi.restoreAllMocks());

describe.skipIf(process.platform === "win32").each(backends)("where no time has passed, on %s", (backend) => {
  it.each(["probe", "flush", "backup"] as const)(
    "KS-LIFE-5 after a %s that met a deleted state directory nothing is acknowledged",
    async (ask) => {
      const directory = join(scratchDirectory(), "state");
      const store = await openStateStore({ directory, backend });
      const shelf = store.openSyncKeyedStore<number>({ namespace: "shelf", maxEntries: 10 });
      const now = hostGlobals.monotonicNow();
      vi.spyOn(hostGlobals, "monotonicNow").mockReturnValue(now);
      shelf.register("before", 1);
      rmSync(directory, { recursive: true });
      const asked = {
        probe: async () => expect(await store.probe()).toMatchObject({ ok: false }),
        flush: () => expect(store.flush()).rejects.toThrow(/was deleted or moved away/),
        backup: () => expect(store.backup(`${directory}.backup`)).rejects.toThrow(/was deleted or moved away/),
      };
      await asked[ask]();
      expect(() => shelf.register("after", 2)).toThrow(/was deleted or moved away/);
      await store.close().catch(() => undefined);
    },
  );
});
