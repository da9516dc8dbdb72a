import { whenAllDone } from "../async/map-maybe-promise.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { Entry } from "../contract/entry.js";
import { invalidInput } from "../errors/input-errors.js";
import { keyOf } from "../handles/check-call.js";
import type { Handle } from "../handles/namespace-handle.js";
import { ttlOf } from "../handles/resolve-ttl.js";
import { type Step, step } from "../queue/operation-step.js";
import { show } from "../text/describe-value.js";
import { checkOptions } from "../validation/check-options.js";
import { versionOf } from "../validation/check-version.js";
import { decodeEntryFor, decodeFor } from "./decode-with-schema.js";

/** The most keys of one call. */
const MAX_KEYS = 10_000;

export function touch(handle: Handle<unknown>, givenKey: string, options: unknown): Step<boolean> {
  const key = keyOf(handle, givenKey, "touch");
  const { ttlMs } = checkOptions(options, ["ttlMs"], "touch options", "touch");
  if (ttlMs === undefined) {
    throw invalidInput("touch", "touch needs { ttlMs }: milliseconds from now, or null for never.");
  }
  return step({ kind: "touch", space: handle.space, key, ttlMs: ttlOf(handle, { ttlMs }, "touch") }, (done) => done);
}

export function remove(handle: Handle<unknown>, givenKey: string, options: unknown): Step<boolean> {
  const { space } = handle;
  const key = keyOf(handle, givenKey, "delete");
  const { ifVersion } = checkOptions(options, ["ifVersion"], "delete options", "delete");
  if (ifVersion === undefined) return step({ kind: "delete", space, key }, (done) => done);
  const expected = versionOf(ifVersion, "ifVersion", "delete");
  return step({ kind: "delete", space, key, expected }, (done) => done);
}

export function lookup<T>(handle: Handle<T>, givenKey: string): Step<T | undefined> {
  const key = keyOf(handle, givenKey, "lookup");
  const { space } = handle;
  return step({ kind: "get", space, key, wanted: "json" }, (found) => found && decodeFor(handle, found, "lookup"));
}

export function lookupEntry<T>(handle: Handle<T>, givenKey: string): Step<Entry<T> | undefined> {
  const key = keyOf(handle, givenKey, "lookupEntry");
  const decode = (found: StoredEntry | undefined) => found && decodeEntryFor(handle, found, "lookupEntry");
  return step({ kind: "get", space: handle.space, key }, decode);
}

export function lookupMany<T>(handle: Handle<T>, givenKeys: readonly string[]): Step<(T | undefined)[]> {
  if (!Array.isArray(givenKeys)) {
    throw invalidInput("lookupMany", `keys must be an array of keys, was ${show(givenKeys)}.`);
  }
  if (givenKeys.length > MAX_KEYS) {
    throw invalidInput("lookupMany", `keys must be at most ${MAX_KEYS} keys, were ${givenKeys.length}. Ask in parts.`);
  }
  const keys = Array.from(givenKeys, (key: unknown) => keyOf(handle, key, "lookupMany"));
  return step({ kind: "getMany", space: handle.space, keys }, (found) =>
    whenAllDone(found.map((stored) => stored && decodeFor(handle, stored, "lookupMany"))),
  );
}

export function entries<T>(handle: Handle<T>): Step<Entry<T>[]> {
  const { space } = handle;
  return step({ kind: "scan", space, order: "age", limit: Number.POSITIVE_INFINITY, reverse: false }, (found) =>
    whenAllDone(found.map((stored) => decodeEntryFor(handle, stored, "entries"))),
  );
}

export function count(handle: Handle<unknown>): Step<number> {
  return step({ kind: "count", space: handle.space }, (live) => live);
}

export function clear(handle: Handle<unknown>): Step<number> {
  return step({ kind: "clear", space: handle.space }, (live) => live);
}
