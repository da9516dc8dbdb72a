import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { createNodeDisk, type Disk, loadDriver } from "@keyed-store/backend-wasm/testing";
import { isKeyedStoreError, openStateStore } from "@keyed-store/core";
import { sqliteProvider } from "@keyed-store/sqlite";
import { afterEach, describe, expect, it, vi } from "vitest";
import { scratch } from "./scratch.js";
import { webAssembly } from "./web-assembly.js";

const newDirectory = scratch();
const locate = (file: string): string => createRequire(import.meta.url).resolve(`sql.js/dist/${file}`);
const debugBuild = locate("sql-wasm-debug.wasm");

afterEach(() => void vi.restoreAllMocks());

describe("KS-THREAD-1 a worker thread", () => {
  it("is offered with the installed engine, and not with one that is given to this thread", () => {
    expect(wasmProvider()).toHaveProperty("loadInWorker");
    expect(wasmProvider({ wasm: pathToFileURL(debugBuild) })).not.toHaveProperty("loadInWorker");
  });
});

describe("an engine that is given", () => {
  it("may come from another realm", async () => {
    const bytes: Uint8Array = runInNewContext("Uint8Array.from(bytes)", { bytes: [...readFileSync(debugBuild)] });
    expect(bytes instanceof Uint8Array).toBe(false);
    await expect(wasmProvider({ wasm: bytes }).load()).resolves.toHaveProperty("info");
    // As that of jsdom, which Node's own functions take.
    const url = Object.defineProperties({}, Object.getOwnPropertyDescriptors(URL.prototype));
    expect(url instanceof URL).toBe(false);
    expect(wasmProvider({ wasm: url as URL })).toHaveProperty("name", "wasm");
  });
});

async function refusal(wasm: Uint8Array | URL): Promise<{ code: string; message: string }> {
  try {
    await wasmProvider({ wasm }).load();
  } catch (error) {
    if (isKeyedStoreError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("it was loaded");
}

/** A wasm module of nothing but imports of functions without parameters. */
function moduleImporting(...names: [module: string, name: string][]): Uint8Array {
  const text = (value: string): number[] => [value.length, ...Buffer.from(value)];
  const section = (id: number, content: number[]): number[] => {
    const size = content.length;
    return [id, (size & 0x7f) | 0x80, size >> 7, ...content];
  };
  const imports = names.flatMap(([module, name]) => [...text(module), ...text(name), 0, 0]);
  const types = section(1, [1, 0x60, 0, 0]);
  return Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...types, ...section(2, [names.length, ...imports]));
}

/** The same as the installed build, with another name of the same length for one import or export. */
function renamed(from: string, to: string): Uint8Array {
  const bytes = readFileSync(debugBuild);
  const at = bytes.indexOf(from);
  expect(at).toBeGreaterThan(0);
  bytes.write(to, at, "latin1");
  return new Uint8Array(bytes);
}

describe("the engine", () => {
  it("comes from the installed sql.js, and says which it is", async () => {
    const { info } = await wasmProvider().load();
    const manifest = JSON.parse(readFileSync(new URL("../package.json", pathToFileURL(debugBuild)), "utf8"));
    expect(info).toMatchObject({ name: "wasm", engine: "sql.js", engineVersion: manifest.version });
    expect(info.sqliteVersion).toMatch(/^3\.\d+\.\d+$/);
    expect(info.capabilities.durability).toEqual(["process", "power"]);
  });

  it.each([
    ["bytes", () => new Uint8Array(readFileSync(debugBuild))],
    ["a file: URL", () => pathToFileURL(debugBuild)],
    ["a data: URL", () => new URL(`data:application/wasm;base64,${readFileSync(debugBuild, "base64")}`)],
  ])("can be given as %s", async (_form, wasm) => {
    const directory = newDirectory();
    const store = await openStateStore({ directory, providers: [wasmProvider({ wasm: wasm() })], backend: "wasm" });
    const seen = store.openKeyedStore<string>({ namespace: "seen", maxEntries: 10 });
    await seen.register("key", "value");
    expect(await seen.lookup("key")).toBe("value");
    expect(store.backend.engineVersion).toBe("unknown");
    await store.close();
  });

  it("is compiled once, however many load it at once", async () => {
    const bytes = new Uint8Array(readFileSync(debugBuild));
    const compile = vi.spyOn(webAssembly, "Module");
    await Promise.all([wasmProvider({ wasm: bytes }).load(), wasmProvider({ wasm: bytes }).load()]);
    await wasmProvider({ wasm: bytes }).load();
    expect(compile).toHaveBeenCalledTimes(1);
  });
});

describe("a store whose engine breaks down", () => {
  it("KS-ERR-2 reports an error that may pass, and goes on with all it had", async () => {
    let ruinNextRead = false;
    const diskFor = (directory: string): Disk => {
      const disk = createNodeDisk(directory);
      return {
        ...disk,
        open(name, options) {
          const file = disk.open(name, options);
          return {
            ...file,
            read(bytes, ...place) {
              if (ruinNextRead) bytes.fill(0xff);
              return file.read(bytes, ...place);
            },
          };
        },
      };
    };
    const provider = sqliteProvider({ name: "wasm", check() {}, load: () => loadDriver(diskFor) });
    const store = await openStateStore({ directory: newDirectory(), providers: [provider], backend: "wasm" });
    const kept = store.openKeyedStore<string>({ namespace: "kept", maxEntries: 1_000 });
    await Promise.all(Array.from({ length: 900 }, (_, index) => kept.register(`key-${index}`, "x".repeat(5_000))));

    ruinNextRead = true;
    const broken = kept.entries();
    await expect(broken).rejects.toMatchObject({ code: "KEYED_STORE_READ_FAILED", retryable: true });
    ruinNextRead = false;

    expect(await kept.entries()).toHaveLength(900);
    await store.close();
  });
});

describe("KS-SEL-2 an engine that does not fit is refused by name", () => {
  it("what it asks for and this package does not have", async () => {
    const { code, message } = await refusal(moduleImporting(["env", "__syscall_openat"], ["env", "teleport"]));
    expect(code).toBe("KEYED_STORE_BACKEND_UNAVAILABLE");
    expect(message).toMatch(/asks for env\.teleport\. Install sql\.js 1\.13\.0 to 1\.16\.0/);
  });

  it("a system call without which nothing would be durable", async () => {
    const { message } = await refusal(
      moduleImporting(["env", "__syscall_openat"], ["wasi_snapshot_preview1", "fd_write"]),
    );
    expect(message).toMatch(/does not use env\.__syscall_fstat64, .* more/);
    const others = await refusal(renamed("fd_sync", "fd_seek"));
    expect(others.message).toMatch(/does not use wasi_snapshot_preview1\.fd_sync\./);
  });

  it("what it does not offer", async () => {
    const { message } = await refusal(renamed("sqlite3_bind_double", "sqlite3_bind_triple"));
    expect(message).toMatch(/does not offer sqlite3_bind_double\./);
  });

  it("the release build, whose names mean nothing", async () => {
    const { message } = await refusal(pathToFileURL(locate("sql-wasm.wasm")));
    expect(message).toMatch(/asks for a\.a, a\.b, .* more\. .*dist\/sql-wasm-debug\.wasm is the one/);
  });

  it("what is no wasm, and what is not there", async () => {
    for (const wasm of [new Uint8Array(100), new URL("file:///nowhere/sql.wasm"), new URL("data:text/plain,no")]) {
      const { code, message } = await refusal(wasm);
      expect(code).toBe("KEYED_STORE_BACKEND_UNAVAILABLE");
      expect(message).toMatch(/cannot be loaded\. Install sql\.js/);
    }
  });
});

describe("KS-ERR-3 options", () => {
  it.each([
    [{ wsam: undefined }, /no option "wsam"/],
    [{ wasm: "/sql.wasm" }, /wasm must be a Uint8Array or a URL, not a string/],
    [{ wasm: null }, /wasm must be a Uint8Array or a URL, not null/],
    [null, /options must be an object, not null/],
  ])("%j are refused", (options, message) => {
    // What a program without types can pass.
    expect(() => wasmProvider(options as never)).toThrow(message);
  });
});
