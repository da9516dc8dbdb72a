import * as fakeTimers from "@sinonjs/fake-timers";
import * as library from "keyed-store";
import { BACKENDS, exercise } from "./exercise.mjs";

/* Everything faked that can be, and nobody moves the time. */
const clock = fakeTimers.install();
for (const backend of BACKENDS) await exercise(library, backend);
await exercise(library, "wasm", "worker");
clock.uninstall();
console.log(`done: ${BACKENDS.join(", ")}`);
