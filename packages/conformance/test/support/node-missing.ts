import { nodeProvider } from "@keyed-store/backend-node";
import { whyMissing } from "./why-missing.js";

/** Why `node:sqlite` cannot be used by this Node; `undefined` where it can. */
export const nodeMissing: string | undefined = await whyMissing(nodeProvider());
