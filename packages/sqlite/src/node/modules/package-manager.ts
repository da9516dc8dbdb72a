import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { cwd, env } from "node:process";

/** The programs that install packages for Node. */
export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

/** Where to see which one is in use. */
export interface PackageManagerProbe {
  /** What the one that runs this process calls itself, such as `pnpm/12.21.0 npm/? node/v20.20.2 linux x64`. */
  readonly userAgent: string | undefined;
  readonly directory: string;
  readonly exists: (path: string) => boolean;
}

const LOCKFILES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

/** The package manager of the program: the one that runs it, else the one whose lockfile is nearest above, else npm. */
export function detectPackageManager(
  probe: PackageManagerProbe = createPackageManagerProbeOfProcess(),
): PackageManager {
  const named = /^(npm|pnpm|yarn|bun)\//.exec(probe.userAgent ?? "")?.[1];
  return (named as PackageManager | undefined) ?? findPackageManagerByLockfile(probe) ?? "npm";
}

/** What to type to install packages, for messages. */
export function formatInstallCommand(packageNames: string, manager: PackageManager = detectPackageManager()): string {
  return `${manager} ${manager === "npm" ? "install" : "add"} ${packageNames}`;
}

/** What to type to run the install script of a package again, where it may have been blocked. */
export function formatRebuildCommand(packageName: string, manager: PackageManager = detectPackageManager()): string {
  switch (manager) {
    case "pnpm":
      return `pnpm approve-builds, then pnpm rebuild ${packageName}`;
    case "bun":
      return `bun pm trust ${packageName}`;
    case "yarn":
    case "npm":
      return `npm rebuild ${packageName}`;
  }
}

function createPackageManagerProbeOfProcess(): PackageManagerProbe {
  return { userAgent: env["npm_config_user_agent"], directory: cwd(), exists: existsSync };
}

function findPackageManagerByLockfile({ directory, exists }: PackageManagerProbe): PackageManager | undefined {
  const found = LOCKFILES.find(([file]) => exists(join(directory, file)))?.[1];
  const above = dirname(directory);
  return (
    found ??
    (above === directory ? undefined : findPackageManagerByLockfile({ userAgent: undefined, directory: above, exists }))
  );
}
