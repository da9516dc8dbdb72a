import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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

/** A program of a user that has a store open; it is up when this resolves. */
async function holdAs(uid: number, gid: number, directory: string, backend: string): Promise<ChildProcess> {
  const holder = fileURLToPath(new URL("./support/holder.mjs", import.meta.url));
  const child = fork(holder, [directory, backend], { uid, gid });
  await once(child, "message");
  return child;
}

const DONE = { code: 0, err: "" };

const [TEAM, MATE] = [41_300, 41_235];

/** A directory that belongs to a user and to the team, in the mode given. */
function sharedDirectory(mode: number): string {
  const directory = homeOf(APP);
  chownSync(directory, APP, TEAM);
  chmodSync(directory, mode);
  return directory;
}

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

describe.runIf(isRoot)("KS-SEC-1 two users of one group (needs root)", () => {
  it.each(pairs)("share a store in a directory of mode 2770, in turns of %s and %s", (one, other) => {
    const directory = sharedDirectory(0o2770);
    const at = ["-d", directory];
    expect(as(APP, TEAM, one, "set", ...at, "o", "n", "k", "1")).toMatchObject(DONE);
    expect(as(MATE, TEAM, other, "set", ...at, "o", "n", "k", "2")).toMatchObject(DONE);
    expect(as(APP, TEAM, one, "get", ...at, "o", "n", "k")).toMatchObject({ ...DONE, out: "2\n" });
    expect(as(0, 0, other, "owners", ...at)).toMatchObject(DONE);
    for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
      const stat = statSync(join(directory, name));
      expect([name, stat.gid, (stat.mode & 0o7777).toString(8)]).toEqual([
        name,
        TEAM,
        stat.isDirectory() ? "2770" : "660",
      ]);
    }
  });

  it.each(backends)(
    "one holds it on %s, the other reads and writes, and who is of no group may nothing",
    async (backend) => {
      const directory = sharedDirectory(0o2770);
      const child = await holdAs(APP, TEAM, directory, backend);
      try {
        expect(as(MATE, TEAM, backend, "set", "-d", directory, "o", "n", "k", "3")).toMatchObject(DONE);
        expect(as(MATE, TEAM, backend, "doctor", "-d", directory)).toMatchObject(DONE);
        expect(as(MATE, MATE, backend, "get", "-d", directory, "o", "n", "k").code).toBe(1);
      } finally {
        child.kill("SIGKILL");
        await once(child, "exit");
      }
      // What the killed one left is the group's too, and so is the proof that it is dead.
      expect(as(MATE, TEAM, backend, "get", "-d", directory, "o", "n", "k")).toMatchObject({ ...DONE, out: "3\n" });
    },
  );

  it.each([0o700, 0o770, 0o2750, 0o2755])("a directory of mode %o is nobody else's: files are 0600", (mode) => {
    const [backend = ""] = backends;
    const directory = sharedDirectory(mode);
    expect(as(APP, TEAM, backend, "set", "-d", directory, "o", "n", "k", "1").code).toBe(0);
    expect(statSync(join(directory, "state.sqlite")).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, "state.sqlite.sessions")).mode & 0o777).toBe(0o700);
    expect(as(MATE, TEAM, backend, "get", "-d", directory, "o", "n", "k").code).toBe(1);
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
import { fileURLToPath } from "node:url";
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
