import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The recording that comes with the package; in the project's own tree, the one it is made from. */
export function findSampleEventsFilePath(): string {
  const packed = new URL("./events.ndjson", import.meta.url);
  const source = new URL("../../../../examples/events.ndjson", import.meta.url);
  return fileURLToPath(existsSync(packed) ? packed : source);
}
