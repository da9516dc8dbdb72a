import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Where the programs of a PostgreSQL server are: the directory in KEYED_STORE_TEST_PG, else the newest that Debian has installed; undefined where there is none.
 *
 * @returns {string | undefined}
 */
export function findServerPrograms() {
  const named = process.env["KEYED_STORE_TEST_PG"];
  if (named !== undefined) return existsSync(join(named, "initdb")) ? named : undefined;
  const home = "/usr/lib/postgresql";
  if (!existsSync(home)) return undefined;
  const versions = readdirSync(home).sort((one, other) => Number(other) - Number(one));
  return versions
    .map((version) => join(home, version, "bin"))
    .find((directory) => existsSync(join(directory, "initdb")));
}

/** Why there can be no server here; undefined where there can. @type {string | undefined} */
export const serverMissing =
  findServerPrograms() === undefined
    ? "There is no PostgreSQL server to test on: install one (Debian: postgresql-15), or name the directory of its programs in KEYED_STORE_TEST_PG."
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
