import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/*
 * Installs what parts of `npm test` take from the system, where that may be done unasked: on a machine for continuous
 * integration, as root, with Debian's packages: `CI=true node scripts/machine.mjs inspector` for one part, without a name for
 * all. Parts that still lack something say so and are left out.
 */

/** Packages by the part that needs them. */
const PACKAGES = {
  windows: ["wine64", "libz-mingw-w64"],
  inspector: ["chromium", "fonts-dejavu-core"],
  browser: ["chromium", "firefox-esr"],
  pooler: ["pgbouncer"],
};

const parts = process.argv.slice(2);
const mayInstall =
  process.env["CI"] === "true" &&
  process.platform === "linux" &&
  process.geteuid?.() === 0 &&
  existsSync("/usr/bin/apt-get");

if (mayInstall) {
  for (const [part, names] of Object.entries(PACKAGES)) {
    if (parts.length > 0 && !parts.includes(part)) continue;
    const missing = names.filter((name) => !isInstalled(name));
    if (missing.length === 0) continue;
    console.log(`machine: installing ${missing.join(" and ")} for the part ${part}`);
    const done = aptGet("update") && aptGet("install", "--yes", "--no-install-recommends", ...missing);
    if (!done) console.log(`machine: COULD NOT INSTALL ${missing.join(" and ")}: the part ${part} will be left out`);
  }
}

/** @param {string} name */
function isInstalled(name) {
  const { stdout } = spawnSync("dpkg", ["--status", name], { encoding: "utf8" });
  return /^Status: install ok installed$/m.test(stdout ?? "");
}

/** @param {readonly string[]} args */
function aptGet(...args) {
  const { status, stderr, stdout } = spawnSync("apt-get", ["--quiet", ...args], {
    encoding: "utf8",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    timeout: 300_000,
  });
  if (status !== 0) console.log(`${stdout ?? ""}${stderr ?? ""}`.trim().split("\n").slice(-8).join("\n"));
  return status === 0;
}
