import * as library from "keyed-store";
import { afterEach, test, vi } from "vitest";
import { BACKENDS, exercise } from "./exercise.mjs";

/** All that vitest can fake in every pool. */
const FAKED = [
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
  "setImmediate",
  "clearImmediate",
  "queueMicrotask",
  "Date",
  "performance",
];

afterEach(() => void vi.useRealTimers());

test.each(BACKENDS)("%s", (backend) => exercise(library, backend));
test.each(BACKENDS)("%s, under fake timers", async (backend) => {
  vi.useFakeTimers({ toFake: FAKED });
  await exercise(library, backend);
});
