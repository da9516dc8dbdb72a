import { createRequire } from "node:module";
import { isAbsolute } from "node:path";
import { argv } from "node:process";

/**
 * The `require` that finds an installed package: from a file on, or else from the program that was started. The latter is for
 * bundles, some of which name for their modules the places where those were when the bundle was built.
 *
 * @returns undefined where it is found from neither; nothing is loaded
 */
export function findRequireThatResolves(specifier: string, fromFile: string): NodeJS.Require | undefined {
  return createRequireIfResolvable(specifier, fromFile) ?? createRequireIfResolvable(specifier, getMainProgramPath());
}

/** The file of the program that was started, where there is one. */
export function getMainProgramPath(): string {
  const [, file = ""] = argv;
  return isAbsolute(file) ? file : "";
}

function createRequireIfResolvable(specifier: string, fromFile: string): NodeJS.Require | undefined {
  try {
    const require = createRequire(fromFile);
    require.resolve(specifier);
    return require;
  } catch {
    return undefined;
  }
}
