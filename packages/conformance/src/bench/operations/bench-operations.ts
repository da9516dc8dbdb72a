import type { BenchOperation } from "./bench-operation.js";
import { consume } from "./consume.js";
import { entries } from "./entries.js";
import { incrementNewInFlight } from "./increment-new-in-flight.js";
import { incrementPresentInFlight } from "./increment-present-in-flight.js";
import { keys } from "./keys.js";
import { lookup } from "./lookup.js";
import { lookupAwaited } from "./lookup-awaited.js";
import { open } from "./open.js";
import { pageByAge } from "./page-by-age.js";
import { pageByKey } from "./page-by-key.js";
import { registerInFlight } from "./register-in-flight.js";
import { registerNew } from "./register-new.js";
import { registerNewAwaited } from "./register-new-awaited.js";
import { registerPresent } from "./register-present.js";
import { registerPresentInFlight } from "./register-present-in-flight.js";
import { sweep } from "./sweep.js";

/** All that is measured, one file for each. */
export const BENCH_OPERATIONS: readonly BenchOperation[] = [
  registerNew,
  registerNewAwaited,
  registerInFlight,
  registerPresent,
  registerPresentInFlight,
  incrementNewInFlight,
  incrementPresentInFlight,
  lookup,
  lookupAwaited,
  consume,
  entries,
  keys,
  pageByAge,
  pageByKey,
  sweep,
  open,
];
