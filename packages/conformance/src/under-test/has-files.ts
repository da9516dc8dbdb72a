import type { BackendUnderTest } from "./backend-under-test.js";

/** Whether a backend keeps its data in files that can be looked at. */
export function hasFiles({ capabilities }: Pick<BackendUnderTest, "capabilities">): boolean {
  return capabilities.files ?? capabilities.persistent;
}
