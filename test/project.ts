import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./pages.js";

const INSTALLED = ["keyed-store", "@keyed-store", "@types/node", "better-sqlite3", "vitest", "fast-check"];

const TSCONFIG = {
  compilerOptions: {
    target: "ES2022",
    lib: ["ES2023", "ESNext.Disposable"],
    module: "NodeNext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    types: ["node"],
    skipLibCheck: true,
    outDir: "built",
    rootDir: ".",
  },
  include: ["*.ts"],
};

/** A user's project in a directory of its own, with the packages of this workspace installed. */
export interface Project extends Disposable {
  readonly directory: string;
  write(name: string, text: string): void;
  /** Compiles every `.ts` file into `built`; throws what the compiler says. */
  compile(): void;
}

/** Makes an empty project; `others` are further packages, by the directory of the workspace where they are installed. */
export function makeProject(others: Readonly<Record<string, readonly string[]>> = {}): Project {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "keyed-store-page-")));
  for (const [place, names] of Object.entries({ ".": INSTALLED, ...others }))
    for (const name of names) link(place, name, directory);
  const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
  write("package.json", JSON.stringify({ type: "module", private: true }));
  write("tsconfig.json", JSON.stringify(TSCONFIG));
  return {
    directory,
    write,
    compile: () => runNode([join(root, "node_modules", "typescript", "bin", "tsc"), "-p", directory], directory),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function link(place: string, name: string, directory: string): void {
  const target = join(directory, "node_modules", name);
  mkdirSync(dirname(target), { recursive: true });
  // A link to nothing is what an optional package is that could not be built: not there.
  symlinkSync(join(root, place, "node_modules", name), target, "junction");
}

/** Runs Node in a directory and gives what it printed; throws with all of that where it failed. */
export function runNode(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${args.join(" ")} failed\n${stdout}\n${stderr}`);
  return stdout;
}
