import { createGroups } from "../clauses/index.js";
import type { SuiteHost } from "../host/suite-host.js";
import type { Plan } from "../plan-tests.js";
import { type ConformanceOptions, registerSuite } from "../register-suite.js";
import { seedChecks } from "../seed-checks/index.js";

/** What the suite runs on, and with, where it is told what its host is. */
export interface PortableConformanceOptions extends ConformanceOptions {
  readonly host: SuiteHost;
}

/**
 * Registers what of the suite takes no process of an operating system with a test runner, in any host of JavaScript: all but deaths of
 * processes, sharing between them, the environment, and modes and links of files.
 *
 * @returns what was registered
 */
export function conformance({ host, ...options }: PortableConformanceOptions): Plan {
  return registerSuite(options, host, [...createGroups(host.size), ...seedChecks]);
}
