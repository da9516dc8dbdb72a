import { spawnSync } from "node:child_process";

/** Whether a test may mount file systems, in a mount namespace of its own: that takes Linux and root. */
export const canMount: boolean =
  process.platform === "linux" && spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;

/** What a shell script in a mount namespace of its own gave. What it mounts goes with it. */
export function inMountNamespace(script: string): { readonly code: number | null; readonly out: string } {
  const { status, stdout } = spawnSync("unshare", ["-m", "sh", "-ec", `exec 2>&1\n${script}`], { encoding: "utf8" });
  return { code: status, out: stdout };
}
