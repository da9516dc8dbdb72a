import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./pages.js";

const INSTALLED = ["keyed-store", "@keyed-store", "@types/node", "better-sqlite3", "vitest", "fast-check"];
const MODULES = join(root, "node_modules");
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

/** Makes an empty project; `withHosts`, with the adapters and the hosts that they are tested with. */
export function makeProject({ withHosts = false }: { readonly withHosts?: boolean } = {}): Project {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "keyed-store-page-")));
  for (const name of INSTALLED.flatMap((name) => namesIn(MODULES, name))) link(name, join(MODULES, name), directory);
  if (withHosts) linkHosts(directory);
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

function linkHosts(directory: string): void {
  link("@keyed-store/adapters", ADAPTERS, directory);
  const modules = join(ADAPTERS, "node_modules");
  const hosts = readdirSync(modules).filter((name) => !name.startsWith(".") && !INSTALLED.includes(name));
  for (const name of hosts.flatMap((host) => namesIn(modules, host))) link(name, join(modules, name), directory);
}

/** The package of this name; of a scope, all packages in it. */
function namesIn(modules: string, name: string): string[] {
  const isScope = name.startsWith("@") && !name.includes("/");
  return isScope ? readdirSync(join(modules, name)).map((child) => `${name}/${child}`) : [name];
}

function link(name: string, target: string, directory: string): void {
  const place = join(directory, "node_modules", name);
  mkdirSync(dirname(place), { recursive: true });
  // A link to nothing is what an optional package is that could not be built: not there.
  symlinkSync(target, place, "junction");
}

/** Runs Node in a directory and gives what it printed; throws with all of that where it failed. */
export function runNode(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${args.join(" ")} failed\n${stdout}\n${stderr}`);
  return stdout;
}
