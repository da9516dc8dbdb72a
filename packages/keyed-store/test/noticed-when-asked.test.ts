import fs, { renameSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { hostGlobals } from "@keyed-store/core";
import { openStateStore } from "keyed-store";
import { afterEach, describe, expect, it, vi } from "vitest";
import { backends } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

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

  it("KS-LIFE-5 after a write that met a state directory moved away between two looks nothing is acknowledged", async () => {
    const directory = join(scratchDirectory(), "state");
    const store = await openStateStore({ directory, backend });
    const shelf = store.openSyncKeyedStore<number>({ namespace: "shelf", maxEntries: 10 });
    shelf.register("before", 1);
    const now = hostGlobals.monotonicNow() + 1_000;
    vi.spyOn(hostGlobals, "monotonicNow").mockReturnValue(now);
    const { lstatSync } = fs;
    let isMoved = false;
    // The files are looked at first, and are there. The record is not, when it is looked for.
    vi.spyOn(fs, "lstatSync").mockImplementation(((path: string, options: object) => {
      if (!isMoved && path.includes(".sessions")) {
        renameSync(directory, `${directory}.aside`);
        isMoved = true;
      }
      return lstatSync(path, options);
    }) as typeof lstatSync);
    syncBuiltinESMExports();
    expect(() => shelf.register("during", 2)).toThrow(/was deleted or moved away/);
    expect(isMoved).toBe(true);
    expect(() => shelf.register("after", 3)).toThrow(/was deleted or moved away/);
    await store.close().catch(() => undefined);
  });
});
