import { lstatSync } from "node:fs";
import { join } from "node:path";
import { withSocketAddress } from "./socket-address.js";

/**
 * Calls `use` with the address of a socket that others made; undefined where there is none. What is no socket would refuse
 * like one whose owner has died.
 *
 * @throws the address is too long
 */
export function withPeerSocket<Result>(
  directory: string,
  name: string,
  use: (address: string) => Result,
): Result | undefined {
  const isSocket = lstatSync(join(directory, name), { throwIfNoEntry: false })?.isSocket() === true;
  return isSocket ? withSocketAddress(directory, name, use) : undefined;
}
