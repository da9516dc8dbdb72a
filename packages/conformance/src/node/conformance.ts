import { createGroups } from "../clauses/index.js";
import type { Plan } from "../plan-tests.js";
import { type ConformanceOptions, registerSuite } from "../register-suite.js";
import { seedChecks } from "../seed-checks/index.js";
import { nodeGroups } from "./clauses/index.js";
import { nodeHost } from "./host/node-host.js";
import { nodeSeedChecks } from "./seed-checks/index.js";

/**
 * Registers the whole suite with a test runner. The declared capabilities choose the tests; what means nothing for a
 * backend is registered as skipped, and counted with its reasons in the title of the whole. Sizes and seed come
 * from the environment variable `KEYED_STORE_CONFORMANCE`: see `Size`.
 *
 * @returns what was registered
 */
export function conformance(options: ConformanceOptions): Plan {
  return registerSuite(options, nodeHost, [
    ...createGroups(nodeHost.size),
    ...nodeGroups,
    ...seedChecks,
    ...nodeSeedChecks,
  ]);
}
