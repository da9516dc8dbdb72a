import { type JsonValue, type KeyedStore, systemClock, type WriteOptions } from "@keyed-store/core";
import { escapeHostKey, unescapeHostKey } from "../shared/host-key.js";
import { decodeHostValue, encodeHostValue } from "../shared/host-value.js";
import { lookupMany } from "../shared/lookup-many.js";
import type { DriverCallOptions, UnstorageDriver } from "./host-types.js";
import { OPERATION, openUnstorageNamespace, type UnstorageDriverOptions } from "./options.js";
import { parseTtlSecondsAsMs } from "./parse-ttl-seconds-as-ms.js";
import { tellChanges } from "./tell-changes.js";

/** A driver of unstorage's on a store; its instance is the namespace, opened. */
export type KeyedStoreDriver = UnstorageDriver<UnstorageDriverOptions, Promise<KeyedStore<JsonValue>>>;

/**
 * A driver for unstorage, so that what is in a mount outlives a restart and is shared by all processes on the store. `ttl` is kept to
 * the millisecond, `clear` removes in one step what its base names, and `watch` tells of what any process changes. Whatever the
 * store fails with is a rejection; the watch warns the process.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, no store, or two; `KEYED_STORE_CLOSED` the store is closed
 */
export function createKeyedStoreDriver(options: UnstorageDriverOptions): KeyedStoreDriver {
  const { items, defaultTtlMs } = openUnstorageNamespace(options);

  async function write(key: string, value: unknown, callOptions: DriverCallOptions | undefined): Promise<void> {
    const stored = encodeHostValue(value);
    const expiry = toWriteOptions(callOptions, defaultTtlMs);
    await (await items.get()).register(escapeHostKey(key), stored, expiry);
  }

  return {
    name: "keyed-store",
    options,
    flags: { ttl: true, maxDepth: true },
    getInstance: () => items.get(),

    async hasItem(key) {
      return (await items.get()).has(escapeHostKey(key));
    },
    async getItem(key) {
      return toText(await (await items.get()).lookup(escapeHostKey(key)));
    },
    async getItems(wanted) {
      const keys = wanted.map(({ key }) => escapeHostKey(key));
      const found = await lookupMany(await items.get(), keys);
      return wanted.map(({ key }, index) => ({ key, value: toText(found[index]) }));
    },
    async getItemRaw(key) {
      const stored = await (await items.get()).lookup(escapeHostKey(key));
      return stored === undefined ? null : decodeHostValue(stored);
    },
    setItem: write,
    async setItems(entries, common) {
      await Promise.all(entries.map(({ key, value, options: own }) => write(key, value, { ...common, ...own })));
    },
    setItemRaw: (key, value, callOptions) => write(key, toBytesOrValue(value), callOptions),
    async removeItem(key) {
      await (await items.get()).delete(escapeHostKey(key));
    },
    async getMeta(key) {
      const entry = await (await items.get()).lookupEntry(escapeHostKey(key));
      if (entry === undefined) return null;
      const { createdAt, expiresAt } = entry;
      const mtime = new Date(createdAt);
      return expiresAt === undefined ? { mtime } : { mtime, ttl: toSecondsLeft(expiresAt) };
    },

    async getKeys(base, callOptions) {
      const found = await (await items.get()).keys({ prefix: toPrefix(base) });
      const keys = found.map(unescapeHostKey);
      const maxDepth = callOptions?.maxDepth;
      return maxDepth === undefined ? keys : keys.filter((key) => key.split(":").length - 1 <= maxDepth);
    },
    async clear(base) {
      await (await items.get()).clear({ prefix: toPrefix(base) });
    },
    async watch(callback) {
      const ended = new AbortController();
      void tellChanges((await items.get()).watch({ signal: ended.signal }), callback);
      return () => ended.abort();
    },
    dispose: () => items.close(),
  };
}

/** With what all keys below a base begin: `foo` is the base of `foo:bar`, and not of `foobar`. */
function toPrefix(base: string | undefined): string {
  if (base === undefined || base === "") return "";
  return escapeHostKey(base.endsWith(":") ? base : `${base}:`);
}

function toWriteOptions(callOptions: DriverCallOptions | undefined, defaultTtlMs: number | undefined): WriteOptions {
  const ttl = callOptions?.ttl;
  return { ttlMs: (ttl === undefined ? defaultTtlMs : parseTtlSecondsAsMs(ttl, OPERATION)) ?? null };
}

function toSecondsLeft(expiresAt: number): number {
  return Math.max(0, Math.ceil((expiresAt - systemClock()) / 1_000));
}

/** Text of an item, of bytes as UTF-8; null where there is none. */
function toText(stored: JsonValue | undefined): string | null {
  if (stored === undefined) return null;
  const value = decodeHostValue(stored);
  if (typeof value === "string") return value;
  return value instanceof Uint8Array ? Buffer.from(value).toString() : JSON.stringify(value);
}

/** Any view of memory as bytes. */
function toBytesOrValue(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value;
}
