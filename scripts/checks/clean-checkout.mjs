import { posix } from "node:path";
import { read } from "./files.mjs";

/** What runs before anything is installed. */
const COMMANDS = ["scripts/setup.mjs", "scripts/start.mjs", "scripts/test.mjs", "scripts/machine.mjs"];

/** On a clean checkout there are no packages yet: what the commands import at once is Node's, or stands beside them. */
export function checkCleanCheckout() {
  const seen = new Set(COMMANDS);
  const problems = [];
  for (const path of seen) {
    for (const [, target = ""] of read(path).matchAll(/^(?:import|export) [^;]*?from "([^"]+)";$/gm)) {
      if (target.startsWith(".")) seen.add(posix.join(posix.dirname(path), target));
      else if (!target.startsWith("node:")) problems.push(`${path} imports ${target} at once`);
    }
  }
  return problems;
}
