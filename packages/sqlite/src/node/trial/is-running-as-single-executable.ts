/**
 * Whether this program and its Node are one executable, which starts the program whatever it is told: a single executable application
 * of Node's, or one of pkg.
 */
export function isRunningAsSingleExecutable(): boolean {
  if ("pkg" in process) return true;
  // Older versions of Node have neither the function nor the module.
  const sea: unknown = process.getBuiltinModule?.("node:sea");
  return isSingleExecutableModule(sea) && sea.isSea() === true;
}

/** `node:sea`, of which one function is used. */
interface SingleExecutableModule {
  isSea(): unknown;
}

function isSingleExecutableModule(value: unknown): value is SingleExecutableModule {
  return typeof value === "object" && value !== null && "isSea" in value && typeof value.isSea === "function";
}
