import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./pages.js";

const INSTALLED = ["keyed-store", "@types/node", "better-sqlite3", "vitest", "fast-check"];

/** The package whose hosts are installed too, as those of its pages have them. */
const ADAPTERS = join(root, "packages", "adapters");

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

/** Makes an empty project. */
export function makeProject(): Project {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "keyed-store-page-")));
  for (const [name, target] of listInstalled()) link(join(directory, "node_modules", name), target);
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

/** What is installed, by name, and where it is. */
function listInstalled(): Map<string, string> {
  const modules = join(root, "node_modules");
  const scoped = readdirSync(join(modules, "@keyed-store")).map((name) => `@keyed-store/${name}`);
  const { devDependencies } = JSON.parse(readFileSync(join(ADAPTERS, "package.json"), "utf8"));
  const hosts = Object.keys(devDependencies).map((name) => [name, join(ADAPTERS, "node_modules", name)] as const);
  const own = [...INSTALLED, ...scoped].map((name) => [name, join(modules, name)] as const);
  return new Map([...hosts, ...own, ["@keyed-store/adapters", ADAPTERS]]);
}

function link(path: string, target: string): void {
  mkdirSync(dirname(path), { recursive: true });
  // A link to nothing is what an optional package is that could not be built: not there.
  symlinkSync(target, path, "junction");
}

/** Runs Node in a directory and gives what it printed; throws with all of that where it failed. */
export function runNode(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${args.join(" ")} failed\n${stdout}\n${stderr}`);
  return stdout;
}
