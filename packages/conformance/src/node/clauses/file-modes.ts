import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { umask } from "node:process";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";

const FILES = { needs: ["files", "posix"], neighbours: "none", faces: "store" } as const;

async function readMode(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

/** The files of a directory and below that are not 0600, each with its mode. */
async function openFiles(directory: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(directory, { recursive: true })) {
    const path = join(directory, name);
    if ((await stat(path)).isFile() && (await readMode(path)) !== "600")
      found.push(`${name} is ${await readMode(path)}`);
  }
  return found;
}

export const fileModes: Group = {
  title: "Modes of files",
  cases: [
    createCase(
      "KS-SEC-1",
      "a new directory is 0700 and every file in it 0600, whatever the umask",
      async ({ open, keyed, directory }) => {
        for (const mask of [0o000, 0o022, 0o077]) {
          const before = umask(mask);
          try {
            const fresh = join(directory, "deep", `umask-${mask}`);
            const store = await open({ directory: fresh });
            await keyed(store).register("key", "x".repeat(5000));
            same(await readMode(fresh), "700", "the mode of the directory");
            same(await openFiles(fresh), [], "the files with another mode, while it is open");
            await store.close();
            same(await openFiles(fresh), [], "the files with another mode, once it is closed");
          } finally {
            umask(before);
          }
        }
      },
      FILES,
    ),
    createCase(
      "KS-SEC-1",
      "what was created by the store is private enough for strictPermissions, and nothing is warned of",
      async ({ open, keyed, directory, events }) => {
        const fresh = join(directory, "fresh");
        for (const value of [1, 2]) {
          const store = await open({ directory: fresh, strictPermissions: true });
          await keyed(store).register("key", value);
          await store.close();
        }
        same(
          events.filter((event) => event.type === "permission-warning"),
          [],
          "the warnings",
        );
      },
      { ...FILES, needs: ["files"] },
    ),
    createCase(
      "KS-SEC-1",
      "our files that stood with a wider mode are tightened",
      async ({ open, keyed, directory }) => {
        const store = await open();
        await keyed(store).register("key", 1);
        await store.close();
        await chmod(join(directory, "state.sqlite"), 0o666);
        same(await keyed(await open()).lookup("key"), 1, "the value");
        same(await readMode(join(directory, "state.sqlite")), "600", "the mode of the database");
      },
      FILES,
    ),
    createCase(
      "KS-SEC-1",
      "a directory that was there is never changed: one warning, or OPEN_FAILED where asked for",
      async ({ open, keyed, directory, events }) => {
        const wide = join(directory, "wide");
        await mkdir(wide);
        await chmod(wide, 0o755);
        await failsWith("OPEN_FAILED", () => open({ directory: wide, strictPermissions: true }), "open");
        const store = await open({ directory: wide });
        await keyed(store).register("key", 1);
        await store.flush();
        same(events.filter((event) => event.type === "permission-warning").length, 1, "the number of warnings");
        same(await readMode(wide), "755", "the mode of the directory");
      },
      FILES,
    ),
  ],
};
