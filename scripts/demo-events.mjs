/*
 * npm packs nothing from outside a package's folder, so the demo's recording is put into the package before it is packed,
 * and removed again, lest an old copy outlive a change of the recording.
 */
import { copyFileSync, mkdirSync, rmSync } from "node:fs";

const source = new URL("../examples/events.ndjson", import.meta.url);
const copy = new URL("../packages/keyed-store/dist/demo/events.ndjson", import.meta.url);

if (process.argv[2] === "put") {
  mkdirSync(new URL(".", copy), { recursive: true });
  copyFileSync(source, copy);
} else {
  rmSync(copy, { force: true });
}
