import { closeSync, constants, openSync } from "node:fs";
import { join } from "node:path";
import { isProcOfOwnPidNamespace } from "../processes/proc.js";

/** What fits into the address of a socket on every system, its end included. Node 20 cuts off the rest in silence. */
const MOST_BYTES = 103;

/**
 * Calls `action` with a path to a socket in a directory that is short enough for the system. The path holds only during the
 * call, which is when the system looks it up.
 *
 * @throws the path is too long, and this system has no way to shorten it
 */
export function withShortSocketAddress<Result>(
  directory: string,
  socketName: string,
  action: (address: string) => Result,
): Result {
  const path = join(directory, socketName);
  if (Buffer.byteLength(path) <= MOST_BYTES) return action(path);
  if (!isProcOfOwnPidNamespace()) throw new Error("the path is too long for the address of a socket");
  const descriptor = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return action(`/proc/self/fd/${descriptor}/${socketName}`);
  } finally {
    closeSync(descriptor);
  }
}
