import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { openStateStore, type StateStore } from "@keyed-store/core";
import { describe, expect, it } from "vitest";
import { scratch } from "./scratch.js";

const newDirectory = scratch();

/** The oldest that fits, one between, and the one that is installed, which is the newest there was. */
const FITTING = ["sql.js-1.13", "sql.js-1.14", "sql.js"];
const TOO_OLD = "sql.js-1.12";

const buildOf = (name: string): URL =>
  pathToFileURL(createRequire(import.meta.url).resolve(`${name}/dist/sql-wasm-debug.wasm`));

function open(name: string, directory: string): Promise<StateStore> {
  return openStateStore({ directory, providers: [wasmProvider({ wasm: buildOf(name) })] });
}

describe("versions of sql.js", () => {
  it.each(FITTING)("KS-LIFE-3 %s fits: what it writes it finds again, and so does the installed one", async (name) => {
    const directory = newDirectory();
    for (const turn of [1, 2]) {
      const store = await open(name, directory);
      const turns = store.openKeyedStore<number>({ namespace: "turns", maxEntries: 10 });
      expect(await turns.count()).toBe(turn - 1);
      await Promise.all([turns.register(`turn ${turn}`, turn), store.probe(), store.flush()]);
      await store.close();
    }
    const store = await open("sql.js", directory);
    const turns = store.openKeyedStore<number>({ namespace: "turns", maxEntries: 10 });
    expect((await turns.entries()).map(({ value }) => value)).toEqual([1, 2]);
    await store.close();
  });

  it(`KS-SEL-2 ${TOO_OLD} does not fit, and is refused by the name of what is different`, async () => {
    await expect(open(TOO_OLD, newDirectory())).rejects.toMatchObject({
      code: "KEYED_STORE_BACKEND_UNAVAILABLE",
      message: expect.stringMatching(/does not fit: it asks for env\._emscripten/),
    });
  });
});
