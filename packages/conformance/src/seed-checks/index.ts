import type { Group } from "../case/case.js";
import { closeInFlight } from "./close-in-flight.js";
import { crud } from "./crud.js";
import { integrity } from "./integrity.js";
import { isolation } from "./isolation.js";
import { limits } from "./limits.js";
import { stress } from "./stress.js";
import { ttl } from "./ttl.js";

/** The checks by which the forerunner of this store was proven, as far as they are about a store and need no processes: docs/seed-checks.md. */
export const seedChecks: readonly Group[] = [crud, ttl, isolation, limits, stress, closeInFlight, integrity];
