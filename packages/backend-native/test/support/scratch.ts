import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A directory of its own for a test, gone when the test is. Its mode is 0700. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-native-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
