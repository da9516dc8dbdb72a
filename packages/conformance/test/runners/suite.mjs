import { conformance } from "@keyed-store/conformance";

/**
 * The suite on some backends, with the functions of whichever runner it is called from.
 *
 * @param {import("@keyed-store/conformance").Runner} runner
 * @param {readonly import("@keyed-store/conformance").BackendUnderTest[]} backends
 */
export function suite({ describe, it }, backends) {
  for (const backend of backends) conformance({ describe, it, backend });
}
