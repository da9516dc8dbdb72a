import { errnoNameOf, errnoOf } from "../disk/errno.js";
import type { Host } from "./syscall-context.js";

/**
 * Keeps what a disk threw for the error that SQLite's result becomes, and gives its errno. One call of ours can fail
 * on the disk several times: the first failure is the reason, unless a file was merely missing.
 */
export function noteFailure(host: Host, error: unknown): number {
  if (host.failure === undefined || errnoNameOf(host.failure) === "ENOENT") host.failure = error;
  return errnoOf(error);
}
