import * as core from "@keyed-store/core";
import * as umbrella from "keyed-store";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  createProviderImportedInTurn,
  createUnavailableProvider,
  NATIVE_BACKEND,
  NODE_BACKEND,
} from "../src/optional-provider.js";
import { scratch, usableProviders } from "./support/program.js";

const directory = scratch();

/** Opens a store until the end of the test. */
async function open(...[options]: Parameters<typeof umbrella.openStateStore>): Promise<umbrella.StateStore> {
  const store = await umbrella.openStateStore(options);
  onTestFinished(() => store.close());
  return store;
}

describe("the umbrella", () => {
  it("gives names of core as they are, and the backends in their order", async () => {
    const { defaultProviders, openStateStore, ...others } = umbrella;
    expect(core).toMatchObject(others);
    expect(Object.keys(others)).toEqual(
      expect.arrayContaining(["isKeyedStoreError", "KeyedStoreError", "memoryProvider"]),
    );
    expect(openStateStore).not.toBe(core.openStateStore);
    expect((await defaultProviders()).map(({ name }) => name)).toEqual(["native", "node", "wasm"]);
  });

  it("KS-SEL-1 openStateStore takes the first backend that can run here", async () => {
    const store = await open({ directory: directory() });
    expect(store.backend.name).toBe((await usableProviders())[0]?.name);
    await store.openKeyedStore({ namespace: "n", maxEntries: 5 }).register("k", 1);
  });

  it("KS-SEL-1 openStateStore takes the backend that is named", async () => {
    const store = await open({ directory: directory(), backend: "wasm" });
    expect(store.backend.name).toBe("wasm");
  });

  it("the environment names the directory and the backend where the options do not", async () => {
    const before = { ...process.env };
    try {
      process.env["KEYED_STORE_DIR"] = directory();
      process.env["KEYED_STORE_BACKEND"] = "wasm";
      const store = await open();
      expect(store.backend.name).toBe("wasm");
    } finally {
      process.env = before;
    }
  });

  it("a backend is imported when its turn has come, and then is what it stands for", async () => {
    const imported: string[] = [];
    const standIn = (name: string): core.BackendProvider =>
      createProviderImportedInTurn({
        name,
        packageName: name,
        getInstallCommand: () => name,
        load: async () => {
          imported.push(name);
          return { ...core.memoryProvider(), name };
        },
      });
    const providers = ["a", "b", "c"].map(standIn);
    expect(() => providers[0]?.check()).toThrow("before it is prepared");
    const store = await open({ directory: directory(), backend: ["b", "c"], providers });
    expect([store.selection.chosen, imported]).toEqual(["b", ["b"]]);
  });

  it("providers of one's own replace those that are brought along", async () => {
    const providers = [umbrella.memoryProvider()];
    const store = await open({ directory: directory(), backend: "memory", providers });
    expect(store.backend.name).toBe("memory");
  });

  it("KS-SEL-2 where the native package is missing, its refusal says what to type", async () => {
    const missing = Object.assign(new Error("Cannot find package '@keyed-store/backend-native' imported from x"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    const provider = createUnavailableProvider(NATIVE_BACKEND, missing);
    expect(provider.name).toBe("native");
    expect(() => provider.check()).toThrow(/not installed.*npm install @keyed-store\/backend-native better-sqlite3/);
    const providers = [provider, ...(await umbrella.defaultProviders()).filter(({ name }) => name === "wasm")];
    const store = await open({ directory: directory(), providers });
    expect(store.selection).toMatchObject({ chosen: "wasm", rejected: [{ name: "native", stage: "static" }] });
  });

  it("KS-SEL-2 where the native package is broken, its refusal says that", async () => {
    const provider = createUnavailableProvider(NATIVE_BACKEND, new SyntaxError("broken"));
    expect(() => provider.check()).toThrow(/could not be imported/);
  });

  it("KS-SEL-2 where this Node has no node:sqlite that can be used, the refusal says which has", async () => {
    const missing = Object.assign(new Error("Cannot find package '@keyed-store/backend-node' imported from x"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    const absent = createUnavailableProvider(NODE_BACKEND, missing);
    expect(() => absent.check()).toThrow(/not installed.*npm install @keyed-store\/backend-node/);
    const present = await NODE_BACKEND.load();
    expect(present.name).toBe("node");
    if (!("sqlite" in process.versions) || process.versions.node.startsWith("20."))
      expect(() => present.check()).toThrow(/Node 22\.16 is the first that has/);
  });
});
