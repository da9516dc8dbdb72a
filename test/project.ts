import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./pages.js";

const INSTALLED = ["keyed-store", "@types/node", "better-sqlite3", "vitest", "fast-check"];
/** Ours, and the hosts of the adapters. */
const OURS = readdirSync(join(root, "packages")).filter((name) => name !== "keyed-store");
const HOSTS = listNames(join(root, "packages", "adapters", "node_modules"));

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
  for (const name of INSTALLED) link(name, join(root, "node_modules", name), directory);
  for (const name of OURS) link(`@keyed-store/${name}`, join(root, "packages", name), directory);
  for (const name of HOSTS) link(name, join(root, "packages", "adapters", "node_modules", name), directory);
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

function link(name: string, source: string, directory: string): void {
  const target = join(directory, "node_modules", name);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  // A link to nothing is what an optional package is that could not be built: not there.
  symlinkSync(source, target, "junction");
}

/** The packages that are installed in a directory. */
function listNames(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(directory, name)).map((part) => `${name}/${part}`) : [name],
    );
}

/** Runs Node in a directory and gives what it printed; throws with all of that where it failed. */
export function runNode(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${args.join(" ")} failed\n${stdout}\n${stderr}`);
  return stdout;
}
