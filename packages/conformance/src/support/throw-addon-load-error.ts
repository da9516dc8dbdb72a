/** Throws as engines do that cannot run: no error of ours, with a code of its own. */
export function throwAddonLoadError(): never {
  throw Object.assign(new Error("this engine was built for another machine"), { code: "ERR_DLOPEN_FAILED" });
}
