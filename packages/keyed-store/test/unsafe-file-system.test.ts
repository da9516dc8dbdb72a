import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { backends, on } from "./support/on.js";
import { scratch } from "./support/program.js";

const scratchDirectory = scratch();

/** A directory in a folder that Dropbox copies, as far as can be seen. */
function cloudFolder(): string {
  const root = scratchDirectory();
  mkdirSync(join(root, ".dropbox.cache"));
  return join(root, "state");
}

const LINE = JSON.stringify({ owner: "o", namespace: "n", key: "j", value: 1, createdAt: 1 });

it.each(backends)(
  "on %s, every command that opens a store refuses an unsafe place, and takes --allow-unsafe-file-system",
  async (backend) => {
    const directory = cloudFolder();
    const line = on(backend, directory);
    const commands: [argv: string[], input?: string][] = [
      [["set", "o", "n", "k", "1"]],
      [["get", "o", "n", "k"]],
      [["owners"]],
      [["entries", "o", "n"]],
      [["stat"]],
      [["export"]],
      [["import"], LINE],
      [["sweep"]],
      [["backup", join(scratchDirectory(), "copy.sqlite")]],
      [["doctor"]],
      [["delete", "o", "n", "k"]],
    ];
    for (const [argv, input] of commands) {
      if (argv[0] !== "set") {
        const refused = await line.run(argv, input);
        expect(refused.code, argv[0]).toBe(1);
        expect(refused.err + refused.out).toMatch(/Dropbox.*--allow-unsafe-file-system/);
      }
      const allowed = await line.run(["--allow-unsafe-file-system", ...argv], input);
      expect(allowed.code, `${argv[0]}: ${allowed.err}`).toBe(0);
    }
  },
);
