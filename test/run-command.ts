import { exec } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./pages.js";

const shell = promisify(exec);
const COMMAND_LINE = `"${process.execPath}" "${join(root, "packages", "keyed-store", "dist", "cli", "main.js")}"`;

/** Runs a command as a page shows it, and rejects where it fails. A command of a kind not known here is refused. */
export async function runCommand(command: string, cwd: string): Promise<void> {
  const bare = command.replace(/\s+#.*$/, "");
  if (bare.startsWith("npx keyed-store ")) {
    await shell(bare.replace("npx keyed-store", COMMAND_LINE), { cwd });
    return;
  }
  // The scripts of the workspace are what runs this test: here it is enough that they exist.
  const file = /^node (\S+)/.exec(bare)?.[1];
  if (file !== undefined && existsSync(join(root, file))) return;
  const script = /^npm (?:run )?([\w-]+)(?: -- .*)?$/.exec(bare)?.[1];
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (script === undefined || !(script in scripts)) throw new Error(`no such command here: ${command}`);
}
