import { backendUnavailableError } from "./library/backend-unavailable-error.js";

/** The first versions whose `node:sqlite` gives rows as arrays and tells of transactions. */
const FIRST_MINOR: Readonly<Record<number, number>> = { 22: 16, 23: 11 };

/**
 * Judges whether this Node has a `node:sqlite` that can be used.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it has none, or one that is too old
 */
export function assertHostSupported(nodeVersion: string = process.versions.node): void {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  if (major >= 24 || minor >= (FIRST_MINOR[major] ?? Number.POSITIVE_INFINITY)) return;
  throw backendUnavailableError(
    `Node ${nodeVersion} has no node:sqlite that can be used; Node 22.16 is the first that has. Use a later Node, or another backend.`,
  );
}
