/* Puts the demo's recording into the package before it is packed: npm packs nothing from outside a package's folder. */
import { copyFileSync, mkdirSync } from "node:fs";

const target = new URL("../packages/keyed-store/dist/demo/", import.meta.url);
mkdirSync(target, { recursive: true });
copyFileSync(new URL("../examples/events.ndjson", import.meta.url), new URL("events.ndjson", target));
