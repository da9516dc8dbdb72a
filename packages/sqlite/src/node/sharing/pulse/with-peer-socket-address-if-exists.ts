import { lstatSync } from "node:fs";
import { join } from "node:path";
import { withShortSocketAddress } from "./with-short-socket-address.js";

/**
 * Calls `action` with the address of a socket that others made; undefined where there is none. What is no socket would refuse
 * like one whose owner has died.
 *
 * @throws the address is too long
 */
export function withPeerSocketAddressIfExists<Result>(
  sessionDirectory: string,
  socketName: string,
  action: (address: string) => Result,
): Result | undefined {
  const isSocket = lstatSync(join(sessionDirectory, socketName), { throwIfNoEntry: false })?.isSocket() === true;
  return isSocket ? withShortSocketAddress(sessionDirectory, socketName, action) : undefined;
}
