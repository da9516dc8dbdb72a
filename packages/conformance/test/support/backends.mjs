import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { nativeProvider } from "@keyed-store/backend-native";
import { nodeProvider } from "@keyed-store/backend-node";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { memoryProvider } from "@keyed-store/core";
import { loadedInWorker } from "./in-worker.mjs";
import { passThrough } from "./pass-through.mjs";

/*
 * The backends of this repository as the suite sees them. It is plain JavaScript, so that every runtime and every runner can
 * read it.
 */

/** @typedef {import("@keyed-store/conformance").BackendUnderTest} BackendUnderTest */

const require = createRequire(import.meta.url);

/**
 * The URL of a package or of a file beside this one, for processes that resolve names from elsewhere.
 *
 * @param {string} specifier
 * @returns {string}
 */
export function resolved(specifier) {
  return pathToFileURL(require.resolve(specifier)).href;
}

/**
 * Why a backend cannot run here; `undefined` where it can.
 *
 * @param {import("@keyed-store/core").BackendProvider} provider
 * @returns {Promise<string | undefined>}
 */
export async function whyMissing(provider) {
  try {
    provider.check();
    await (await provider.load()).trial();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Why the native engine cannot run here. It is optional, and so are the tests that need it. */
export const nativeMissing = await whyMissing(nativeProvider());
/** Why `node:sqlite` cannot be used here. */
export const nodeMissing = await whyMissing(nodeProvider());

const DURABLE = /** @type {const} */ ({
  synchronous: true,
  persistent: true,
  multiProcess: true,
  durability: ["process", "power"],
});
const nativeTools = { specifier: resolved("./better-sqlite3-tools.mjs"), export: "tools" };
const nodeTools = { specifier: resolved("./node-tools.mjs"), export: "tools" };

/** The reference backend. @type {BackendUnderTest} */
export const memory = {
  name: "memory",
  watches: true,
  provider: memoryProvider,
  capabilities: { synchronous: true, persistent: false, multiProcess: false, durability: [] },
};

/** The backend on better-sqlite3. @type {BackendUnderTest} */
export const native = {
  name: "native",
  watches: true,
  provider: nativeProvider,
  providerModule: { specifier: resolved("@keyed-store/backend-native"), export: "nativeProvider" },
  sqliteTools: nativeTools,
  takesSqliteLocks: true,
  capabilities: DURABLE,
};

/** The backend on `node:sqlite`. @type {BackendUnderTest} */
export const node = {
  name: "node",
  watches: true,
  provider: nodeProvider,
  providerModule: { specifier: resolved("@keyed-store/backend-node"), export: "nodeProvider" },
  sqliteTools: nodeTools,
  takesSqliteLocks: true,
  capabilities: DURABLE,
};

const anyTools = nativeMissing === undefined ? nativeTools : nodeMissing === undefined ? nodeTools : undefined;

/** The backend on sql.js. Its files are plain SQLite files: where there is another SQLite library, it looks into them. @type {BackendUnderTest} */
export const wasm = {
  name: "wasm",
  watches: true,
  provider: () => wasmProvider(),
  providerModule: { specifier: resolved("@keyed-store/backend-wasm"), export: "wasmProvider" },
  ...(anyTools === undefined ? {} : { sqliteTools: anyTools }),
  capabilities: DURABLE,
};

/**
 * The same backend with its engine in a worker thread, as `thread: "worker"` opens it.
 *
 * @param {BackendUnderTest} backend
 * @returns {BackendUnderTest}
 */
function inWorker(backend) {
  return {
    ...backend,
    name: `${backend.name} in a worker thread`,
    provider: () => loadedInWorker(backend.provider()),
    providerModule: { specifier: resolved("./in-worker.mjs"), export: `${backend.name}InWorker` },
    capabilities: { ...DURABLE, synchronous: false },
  };
}

/** better-sqlite3 in a worker thread. @type {BackendUnderTest} */
export const nativeInWorker = inWorker(native);
/** sql.js in a worker thread. @type {BackendUnderTest} */
export const wasmInWorker = inWorker(wasm);

/** The reference backend under a layer that passes every call on. @type {BackendUnderTest} */
export const memoryUnderLayer = {
  ...memory,
  name: "memory under a layer",
  provider: () => passThrough(memoryProvider()),
};

/** The places of the service below, each with what is stored there. @type {Map<string, import("@keyed-store/core").BackendProvider>} */
const places = new Map();
let placesMade = 0;

/** The reference backend as a service: it is asked for no directory, and each test has a place of its own. @type {BackendUnderTest} */
export const memoryService = {
  ...memory,
  name: "memory as a service",
  provider(place = "") {
    const stored = places.get(place);
    if (stored === undefined) throw new Error(`there is no place ${place}`);
    return { ...stored, place: "service" };
  },
  service: {
    async createPlace() {
      const place = `place ${placesMade++}`;
      places.set(place, memoryProvider());
      return place;
    },
    async removePlace(place) {
      places.delete(place);
    },
  },
};
