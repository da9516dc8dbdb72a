import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findRequireThatResolves, getMainProgramPath } from "@keyed-store/sqlite";
import { WASM_FILE } from "../../loader/wasm-file.js";
import { thisFile } from "./this-file.js";

/** Where the engine comes from: the installed sql.js unless a bundler gives its bytes or tells where they are. */
export type WasmSource = Uint8Array | URL | undefined;

/** Whether something is a `Uint8Array`, of whichever realm. */
export function isUint8Array(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === "[object Uint8Array]";
}

/** Whether something is a `URL`: that of Node, of another realm, or of a simulated browser in a test. */
export function isUrl(value: unknown): value is URL {
  return Object.prototype.toString.call(value) === "[object URL]";
}

/** The bytes of the engine, and the version of sql.js where it can be known. */
export interface WasmBinary {
  readonly bytes: ArrayBuffer | Uint8Array;
  readonly version: string;
}

/**
 * Reads the engine from where it is. Throws what the system or the network says. A file is read at once: for one that
 * small, the way through the thread pool takes a program that starts ten times as long.
 */
export async function readWasmBinary(wasmSource: WasmSource): Promise<WasmBinary> {
  if (wasmSource === undefined) return readInstalledWasm();
  if (isUint8Array(wasmSource)) return { bytes: wasmSource, version: "unknown" };
  if (wasmSource.protocol === "file:") return { bytes: readFileSync(wasmSource), version: "unknown" };
  const response = await fetch(wasmSource.href);
  if (!response.ok) throw new Error(`${wasmSource.href} answered ${response.status} ${response.statusText}`);
  return { bytes: await response.arrayBuffer(), version: "unknown" };
}

function readInstalledWasm(): WasmBinary {
  const path = findRequireThatResolves(WASM_FILE, thisFile)?.resolve(WASM_FILE);
  if (path === undefined) return { bytes: readFileSync(findWasmPathBesideProgram()), version: "unknown" };
  const manifest: unknown = JSON.parse(readFileSync(join(path, "../../package.json"), "utf8"));
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
  return { bytes: readFileSync(path), version: String(version) };
}

/** Where a bundle has the engine without being told: beside itself, or beside the program that was started. */
function findWasmPathBesideProgram(): string {
  const bundle = thisFile.startsWith("file:") ? fileURLToPath(thisFile) : thisFile;
  const places = [bundle, getMainProgramPath()].map((file) => join(dirname(file), basename(WASM_FILE)));
  const found = places.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(`sql.js is not installed, and there is no ${[...new Set(places)].join(", no ")}.`);
  return found;
}
