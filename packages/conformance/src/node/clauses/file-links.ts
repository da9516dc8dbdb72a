import { mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";

const FILES = { needs: ["files", "posix"], neighbours: "none", faces: "store" } as const;

export const fileLinks: Group = {
  title: "Links to files",
  cases: [
    createCase(
      "KS-SEC-2",
      "the directory may be a link, the database may not",
      async ({ open, keyed, directory }) => {
        const [real, link, outside] = ["real", "link", "outside.sqlite"].map((name) => join(directory, name)) as [
          string,
          string,
          string,
        ];
        await mkdir(real, { mode: 0o700 });
        await symlink(real, link);
        const store = await open({ directory: link });
        await keyed(store).register("key", 1);
        await store.close();
        same(await keyed(await open({ directory: real })).lookup("key"), 1, "the value through the real path");

        await writeFile(outside, "");
        for (const name of ["state.sqlite", "state.sqlite-wal", "state.sqlite-journal"]) {
          const trap = join(directory, `trap ${name}`);
          await mkdir(trap, { mode: 0o700 });
          await symlink(outside, join(trap, name));
          await failsWith("OPEN_FAILED", () => open({ directory: trap }), "open");
          same((await stat(outside)).size, 0, `the size of what ${name} pointed to`);
        }
      },
      FILES,
    ),
  ],
};
