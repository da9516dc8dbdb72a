import { checkOptions } from "@keyed-store/core";
import { checkPlace, PLACE_OPTIONS, type Place, type PlaceOptions } from "../shared/check-place.js";

/** Where sessions, verifications and counters are kept: by default all that come, of the owner `better-auth`. */
export interface SecondaryStorageOptions extends PlaceOptions {}

/** The options, checked. */
export function parseSecondaryStorageOptions(options: unknown, operation: string): Place {
  const checked = checkOptions(options, PLACE_OPTIONS, "secondary storage options", operation);
  return checkPlace(checked, { owner: "better-auth", namespace: "secondary-storage" }, operation);
}
