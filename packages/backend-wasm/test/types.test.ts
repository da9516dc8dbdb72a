import { type WasmProviderOptions, wasmProvider } from "@keyed-store/backend-wasm";
import { createMemoryDisk, type Disk, faultyDisk, loadDriver } from "@keyed-store/backend-wasm/testing";
import { type BackendProvider, openStateStore } from "@keyed-store/core";
import type { SqliteDriver } from "@keyed-store/sqlite";
import { describe, expectTypeOf, it } from "vitest";

/* What compiles, and above all what does not. The functions are never called: the compiler is the test. */

describe("types of @keyed-store/backend-wasm", () => {
  it("its provider takes the engine as bytes or by its URL", () => {
    const check = async (options: WasmProviderOptions) => {
      expectTypeOf(wasmProvider()).toEqualTypeOf<BackendProvider>();
      wasmProvider(options);
      wasmProvider({ wasm: new URL("file:///engine.wasm") });
      // @ts-expect-error a path becomes a URL with pathToFileURL
      wasmProvider({ wasm: "/engine.wasm" });
      // @ts-expect-error the option is wasm
      wasmProvider({ engine: new Uint8Array() });
      // @ts-expect-error a provider is made first
      await openStateStore({ directory: "d", providers: [wasmProvider] });
    };
    expectTypeOf(check).toBeFunction();
  });

  it("its disks for tests", () => {
    const check = () => {
      expectTypeOf(loadDriver(() => createMemoryDisk())).resolves.toEqualTypeOf<SqliteDriver>();
      faultyDisk(createMemoryDisk(), { call: 1, error: "EIO", forGood: false });
      // @ts-expect-error a disk is given for a directory
      void loadDriver(createMemoryDisk());
      // @ts-expect-error there is no such fault
      faultyDisk(createMemoryDisk(), { call: 1, error: "EPERM", forGood: false });
      const { syncDirectory: _, ...others } = createMemoryDisk();
      // @ts-expect-error a directory is brought to the disk too
      const incomplete: Disk = others;
      return incomplete;
    };
    expectTypeOf(check).toBeFunction();
  });
});
