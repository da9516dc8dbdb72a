import * as library from "keyed-store";
import { BACKENDS, exercise } from "./exercise.mjs";

for (const backend of BACKENDS) await exercise(library, backend);
console.log(`done: ${BACKENDS.join(", ")}`);
