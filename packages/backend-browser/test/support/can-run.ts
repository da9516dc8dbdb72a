import type { BackendProvider } from "@keyed-store/core";

/**
 * Whether a backend of Node can run here. To be asked when a test file is loaded: after a browser had run in the same process, Node was seen
 * to look for what better-sqlite3 requires beside the link to that package, where it is not.
 */
export function canRun(provider: BackendProvider): boolean {
  try {
    provider.check();
    void provider.load();
    return true;
  } catch {
    return false;
  }
}
