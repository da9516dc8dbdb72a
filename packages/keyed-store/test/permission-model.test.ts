import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { backends } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();
const workspace = fileURLToPath(new URL("../../..", import.meta.url));
const script = fileURLToPath(new URL("./support/under-permissions.mjs", import.meta.url));
const flag = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";

/** What the program says that may write in `allowed` alone. */
function underPermissions(directory: string, backend: string, allowed: string): { code?: string; message?: string } {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--no-warnings",
      flag,
      "--allow-addons",
      `--allow-fs-read=${workspace}`,
      `--allow-fs-read=${allowed}`,
      `--allow-fs-write=${allowed}`,
      script,
      directory,
      backend,
    ],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

it.runIf(backends.includes("native"))("under Node's permission model native opens, writes, and is backed up", () => {
  const allowed = scratchDirectory();
  expect(underPermissions(join(allowed, "s"), "native", allowed)).toEqual({ value: 1, ok: true });
});

it("KS-SEL-2 under Node's permission model wasm is refused with the reason and a way out", () => {
  const allowed = scratchDirectory();
  expect(underPermissions(join(allowed, "s"), "wasm", allowed)).toEqual({
    code: "KEYED_STORE_BACKEND_UNAVAILABLE",
    message: expect.stringMatching(/permission model \(--permission\) forbids fsync.*backend-node.*--allow-addons/),
  });
});

it.runIf(backends.includes("native"))(
  "a directory that the permission model does not allow is named with the option",
  () => {
    const [allowed, other] = [scratchDirectory(), join(scratchDirectory(), "other")];
    mkdirSync(other);
    expect(underPermissions(join(other, "s"), "native", allowed)).toEqual({
      code: "KEYED_STORE_OPEN_FAILED",
      message: expect.stringMatching(/permission model forbids it.*--allow-fs-write/),
    });
  },
);
