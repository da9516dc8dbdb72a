import { createRequire } from "node:module";
import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";
import { LongestFirstSequencer } from "./test/longest-first-sequencer.js";

/** Whether the tests, and all processes that they start, are to run without native addons: `npm test -- --no-addons`. */
const withoutAddons = process.env["KEYED_STORE_TEST_NO_ADDONS"] === "1";

/** Whether the proofs are to take their time: see scripts/long.mjs. */
const atLength = process.env["KEYED_STORE_CONFORMANCE"]?.startsWith("long") ?? false;

/** Where the addon could not be built, the tests of the backends on it mean nothing. */
const NEED_NATIVE = ["packages/backend-native/test/**"];
/** They take a browser: see scripts/inspector.mjs. */
const NEED_BROWSER = ["packages/keyed-store/test/browser/**", "packages/backend-browser/test/browser/**"];
const hasBrowser = process.env["KEYED_STORE_TEST_BROWSER"] !== undefined;
/** The install checks run it as an author would, in a directory of its own and on the packed packages. */
const RUN_ELSEWHERE = ["packages/conformance/test/example/mine.test.ts"];

function hasNative(): boolean {
  if (withoutAddons) return false;
  try {
    const Database: new (path: string) => { close(): void } = createRequire(import.meta.url)("better-sqlite3");
    new Database(":memory:").close();
    return true;
  } catch {
    return false;
  }
}

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts", "examples/*/test/**/*.test.ts"],
    exclude: [
      ...configDefaults.exclude,
      ...RUN_ELSEWHERE,
      ...(hasNative() ? [] : NEED_NATIVE),
      ...(hasBrowser ? [] : NEED_BROWSER),
    ],
    allowOnly: false,
    ...(withoutAddons ? { execArgv: ["--no-addons"] } : {}),
    env: {
      // What to type in an error's way out follows who runs the program; whoever runs the tests, it is npm.
      npm_config_user_agent: "npm/10.0.0",
      ...(withoutAddons ? { NODE_OPTIONS: "--no-addons" } : {}),
    },
    // Most of these tests wait for disks and other processes, so that with one worker for each core cores would be idle.
    maxWorkers: "150%",
    sequence: { sequencer: LongestFirstSequencer },
    // Nothing here asserts a duration. The limits only end what hangs, on the slowest machine there is.
    testTimeout: atLength ? 3_600_000 : 600_000,
    hookTimeout: 120_000,
    coverage: { include: ["packages/*/src/**"], reporter: ["text-summary", "html"] },
  },
});

export default config;
