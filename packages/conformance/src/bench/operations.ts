import type { BenchOperation } from "./operation.js";
import { consume } from "./operations/consume.js";
import { entries } from "./operations/entries.js";
import { lookup } from "./operations/lookup.js";
import { lookupAwaited } from "./operations/lookup-awaited.js";
import { open } from "./operations/open.js";
import { pageByAge } from "./operations/page-by-age.js";
import { pageByKey } from "./operations/page-by-key.js";
import { registerInFlight } from "./operations/register-in-flight.js";
import { registerNew } from "./operations/register-new.js";
import { registerNewAwaited } from "./operations/register-new-awaited.js";
import { registerPresent } from "./operations/register-present.js";
import { sweep } from "./operations/sweep.js";

/** All that is measured, one file for each. */
export const BENCH_OPERATIONS: readonly BenchOperation[] = [
  registerNew,
  registerNewAwaited,
  registerInFlight,
  registerPresent,
  lookup,
  lookupAwaited,
  consume,
  entries,
  pageByAge,
  pageByKey,
  sweep,
  open,
];
