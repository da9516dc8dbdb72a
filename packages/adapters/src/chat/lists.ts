import type { JsonValue, KeyedStore } from "@keyed-store/core";
import type { ListOptions } from "./host-types.js";
import { toTtlMsOrNever } from "./to-ttl-ms-or-never.js";

/** Appends to a list in one step. What is no list is replaced by one, as the SDK's own stores do. */
export async function appendToList(
  values: KeyedStore<JsonValue>,
  key: string,
  value: JsonValue,
  { maxLength, ttlMs }: ListOptions,
): Promise<void> {
  await values.modify(key, (entry) => ({
    value: keepNewest([...toList(entry?.value), value], maxLength),
    ttlMs: toTtlMsOrNever(ttlMs),
  }));
}

/** The list that a value is; an empty one where it is none. */
export function toList(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** The last `most` of a list; all of it where none are given. */
export function keepNewest<T>(list: readonly T[], maxLength: number | undefined): readonly T[] {
  return maxLength === undefined || maxLength <= 0 ? list : list.slice(-maxLength);
}
