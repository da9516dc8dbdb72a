import { conformance } from "@keyed-store/conformance";
import { memory, wasm } from "../support/backends.mjs";

/**
 * The suite on the backends that run everywhere, with the functions of whichever runner it is called from.
 *
 * @param {import("@keyed-store/conformance").Runner} runner
 */
export function suite({ describe, it }) {
  for (const backend of [memory, wasm]) conformance({ describe, it, backend });
}
