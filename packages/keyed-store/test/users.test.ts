import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hold } from "./support/hold.js";
import { backends } from "./support/on.js";
import { main, scratch } from "./support/program.js";

const scratchDirectory = scratch();
const isRoot = process.geteuid?.() === 0;
if (!isRoot) process.stderr.write("users.test.ts: NOT TRIED here, for only root can act as several users\n");

const APP = 41_234;
const pairs = backends.flatMap((first) => backends.map((second) => [first, second] as const));

/** A directory in which a user is at home. */
function homeOf(uid: number): string {
  const directory = scratchDirectory();
  for (let above = join(directory, ".."); above.includes("keyed-store"); above = join(above, ".."))
    chmodSync(above, 0o755);
  chownSync(directory, uid, uid);
  return directory;
}

/** The built command, run by a user. */
function as(
  uid: number,
  gid: number,
  backend: string,
  ...argv: string[]
): { code: number | null; err: string; out: string } {
  const { status, stderr, stdout } = spawnSync(process.execPath, [main, "--backend", backend, ...argv], {
    uid,
    gid,
    encoding: "utf8",
  });
  return { code: status, err: stderr, out: stdout };
}

const DONE = { code: 0, err: "" };

/** All files below a directory with who owns them. */
function owners(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(
    names.map((name) => {
      const { uid, gid } = statSync(join(directory, name));
      return [name, `${uid}:${gid}`];
    }),
  );
}

describe.runIf(isRoot)("KS-SEC-1 what root makes belongs to the database's owner (needs root)", () => {
  it.each(pairs)("a store of %s whose directory of records is gone, looked into through %s", async (own, roots) => {
    const directory = homeOf(APP);
    const at = ["-d", directory];
    expect(as(APP, APP, own, "set", ...at, "o", "n", "k", "1")).toMatchObject(DONE);
    rmSync(join(directory, "state.sqlite.sessions"), { recursive: true, force: true });
    expect(as(0, 0, roots, "owners", ...at)).toMatchObject(DONE);
    expect(new Set(Object.values(owners(directory)))).toEqual(new Set([`${APP}:${APP}`]));
    expect(as(APP, APP, own, "get", ...at, "o", "n", "k")).toMatchObject({ ...DONE, out: "1\n" });
    expect(as(APP, APP, own, "set", ...at, "o", "n", "k", "2")).toMatchObject(DONE);
  });

  it.each(backends)("a new one of %s that root makes in its directory, while it is open and after", async (backend) => {
    const directory = homeOf(APP);
    await hold(directory, backend);
    const while_ = owners(directory);
    expect(Object.keys(while_).length).toBeGreaterThan(3);
    expect(new Set(Object.values(while_))).toEqual(new Set([`${APP}:${APP}`]));
    expect(as(APP, APP, backend, "set", "-d", directory, "o", "n", "k", "1")).toMatchObject(DONE);
  });

  it("a link in place of the directory of records leads root nowhere", () => {
    const [backend = ""] = backends;
    const directory = homeOf(APP);
    const victim = scratchDirectory();
    expect(as(0, 0, backend, "set", "-d", directory, "o", "n", "k", "1")).toMatchObject(DONE);
    rmSync(join(directory, "state.sqlite.sessions"), { recursive: true });
    mkdirSync(join(victim, "x"));
    spawnSync("ln", ["-s", victim, join(directory, "state.sqlite.sessions")]);
    expect(as(0, 0, backend, "set", "-d", directory, "o", "n", "k", "2")).toMatchObject({ code: 1 });
    expect(statSync(victim).uid).toBe(0);
    expect(existsSync(join(victim, "x"))).toBe(true);
  });
});

it.runIf(process.platform !== "win32").each(backends)(
  "KS-SEC-1 on %s all is private under a umask of 0777",
  (backend) => {
    const directory = scratchDirectory();
    const umask = process.umask(0o777);
    let found: Record<string, number> = {};
    try {
      const script = `
      import { openStateStore } from "keyed-store";
      import { readdirSync, statSync } from "node:fs";
      import { join } from "node:path";
      const directory = ${JSON.stringify(directory)};
      const store = await openStateStore({ directory, backend: ${JSON.stringify(backend)} });
      await store.openKeyedStore({ namespace: "n", maxEntries: 1 }).register("k", 1);
      const names = readdirSync(directory, { recursive: true });
      console.log(JSON.stringify(Object.fromEntries(names.map((name) => {
        const stat = statSync(join(directory, name));
        return [stat.isDirectory() ? "directory" : name.includes("sessions") ? "record" : name, stat.mode & 0o7777];
      }))));
      await store.close();
    `;
      const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
        cwd: import.meta.dirname,
        encoding: "utf8",
      });
      expect(child.stderr).toBe("");
      found = JSON.parse(child.stdout);
    } finally {
      process.umask(umask);
    }
    expect(found).toMatchObject({ "state.sqlite": 0o600, "state.sqlite-wal": 0o600, directory: 0o700, record: 0o600 });
  },
);
