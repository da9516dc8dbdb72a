import { isKeyedStoreError, type JsonValue, type KeyedStore } from "@keyed-store/core";
import type { BoundedNamespace } from "../shared/bounded-namespace.js";
import { decodeHostValue, encodeHostValue } from "../shared/host-value.js";
import { lookupMany } from "../shared/lookup-many.js";
import type { StoreSource } from "../shared/store-source.js";
import type { KeyvEntry, KeyvStorage } from "./host-types.js";
import { getNamespacePrefix, joinNamespacedKey, stripNamespacePrefix } from "./namespaced-key.js";
import { type KeyvKeyedStoreOptions, openKeyvNamespace } from "./options.js";
import { toKeyvWriteOptions } from "./to-keyv-write-options.js";

/**
 * A storage adapter for Keyv 5 and 6, so that what Keyv holds outlives a restart and is shared by all processes on the store.
 * Each Keyv needs an adapter of its own, since it sets the adapter's `namespace`; any number of them may have one store.
 *
 * An entry is gone at the instant that Keyv gives it. `clear` and `iterator` are those of the namespace alone. Batches answer entry by
 * entry: what fails for one is told to the listeners of `error`, Keyv among them, and the others succeed. Where a single
 * operation fails, its promise rejects, and Keyv tells its own listeners.
 */
export class KeyvKeyedStore implements KeyvStorage {
  readonly opts: { dialect: string } = { dialect: "sqlite" };
  readonly #entries: BoundedNamespace<JsonValue>;
  readonly #listeners: Set<(error: unknown) => void> = new Set();
  /** All that it was ever given: Keyv 5 hands over keys that begin with one of them. */
  readonly #namespaces: Set<string> = new Set();
  #namespace: string | undefined;
  /** Keyv 6 asks for `capabilities` before anything else, and Keyv 5 never does. */
  #keyvMajorVersion: 5 | 6 = 5;

  /**
   * @param store - an open store, or a function that opens one at the first use
   * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store; `KEYED_STORE_CLOSED` the store is closed
   */
  constructor(store: StoreSource, options?: KeyvKeyedStoreOptions) {
    this.#entries = openKeyvNamespace(store, options);
  }

  get namespace(): string | undefined {
    return this.#namespace;
  }

  set namespace(namespace: string | undefined) {
    this.#namespace = namespace;
    if (namespace !== undefined) this.#namespaces.add(namespace);
  }

  get capabilities(): { readonly expires: true } {
    this.#keyvMajorVersion = 6;
    return { expires: true };
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const storedKey = this.#toStoredKey(key);
    const stored = await this.#read((store) => store.lookup(storedKey));
    return decode(stored);
  }

  async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    const storedKeys = keys.map((key) => this.#toStoredKey(key));
    const found = await this.#read((store) => this.#lookupMany(store, storedKeys));
    return found.map((stored) => decode(stored));
  }

  async has(key: string): Promise<boolean> {
    const storedKey = this.#toStoredKey(key);
    return this.#read((store) => store.has(storedKey));
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    const storedKeys = keys.map((key) => this.#toStoredKey(key));
    return this.#read((store) => Promise.all(storedKeys.map((storedKey) => store.has(storedKey))));
  }

  async set(key: string, value: unknown, expiry?: number): Promise<boolean> {
    const storedKey = this.#toStoredKey(key);
    const options = toKeyvWriteOptions(this.#keyvMajorVersion, expiry);
    const stored = encodeHostValue(value);
    const store = await this.#entries.get();
    await store.register(storedKey, stored, options);
    return true;
  }

  async setMany(entries: readonly KeyvEntry[]): Promise<boolean[]> {
    return this.#settle(entries.map(({ key, value, ttl, expires }) => this.set(key, value, expires ?? ttl)));
  }

  async delete(key: string): Promise<boolean> {
    const storedKey = this.#toStoredKey(key);
    return (await this.#entries.get()).delete(storedKey);
  }

  async deleteMany(keys: string[]): Promise<boolean | boolean[]> {
    const deleted = await this.#settle(keys.map((key) => this.delete(key)));
    return this.#keyvMajorVersion === 6 ? deleted : deleted.every(Boolean);
  }

  async clear(): Promise<void> {
    const prefix = getNamespacePrefix(this.#namespace);
    await (await this.#entries.get()).clear({ prefix });
  }

  async *iterator<Value>(namespace: string | undefined = this.#namespace): AsyncGenerator<[string, Value], void> {
    const prefix = getNamespacePrefix(namespace);
    const store = await this.#entries.get();
    for await (const { key: storedKey, value } of store.iterate({ prefix })) {
      const key = stripNamespacePrefix(prefix, storedKey);
      const isPrefixed = this.#keyvMajorVersion === 5 && namespace !== undefined;
      yield [isPrefixed ? `${namespace}:${key}` : key, decodeHostValue(value) as Value]; // it is what Keyv wrote
    }
  }

  /** Closes the store, if the adapter opened it. */
  async disconnect(): Promise<void> {
    await this.#entries.close();
  }

  /** Listens to `error`, the one event there is. */
  on(event: string, listener: (error: unknown) => void): this {
    if (event === "error") this.#listeners.add(listener);
    return this;
  }

  /** Where an entry is. Keyv 5 writes its namespace before each key, unless it was told not to. */
  #toStoredKey(key: string): string {
    const known = this.#keyvMajorVersion === 6 ? [] : [this.#namespace, ...this.#namespaces];
    const namespace = known.find((name) => name !== undefined && key.startsWith(`${name}:`));
    return namespace === undefined
      ? joinNamespacedKey(this.#namespace, key)
      : joinNamespacedKey(namespace, key.slice(namespace.length + 1));
  }

  /** Reads, and tells the listeners what Keyv 5 passes over in silence when it reads; Keyv 6 tells of it itself. */
  async #read<R>(read: (store: KeyedStore<JsonValue>) => Promise<R>): Promise<R> {
    try {
      return await read(await this.#entries.get());
    } catch (error) {
      if (this.#keyvMajorVersion === 5) this.#report(error);
      throw error;
    }
  }

  /** Many values, where one that cannot be decoded is told of and is absent, and costs the others nothing. */
  async #lookupMany(store: KeyedStore<JsonValue>, keys: readonly string[]): Promise<(JsonValue | undefined)[]> {
    try {
      return await lookupMany(store, keys);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      return Promise.all(keys.map((key) => store.lookup(key).catch((reason: unknown) => this.#skipCorrupt(reason))));
    }
  }

  #skipCorrupt(error: unknown): undefined {
    if (!isCorrupt(error)) throw error;
    this.#report(error);
  }

  /** What becomes of each; false, and told of, where it failed. */
  async #settle(results: readonly Promise<boolean>[]): Promise<boolean[]> {
    const settled = await Promise.allSettled(results);
    return settled.map((result) => {
      if (result.status === "fulfilled") return result.value;
      this.#report(result.reason);
      return false;
    });
  }

  /** Tells the listeners; where there is none, it throws. */
  #report(error: unknown): void {
    if (this.#listeners.size === 0) throw error;
    for (const listener of this.#listeners) listener(error);
  }
}

function decode<Value>(stored: JsonValue | undefined): Value | undefined {
  return stored === undefined ? undefined : (decodeHostValue(stored) as Value); // it is what Keyv wrote
}

function isCorrupt(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_CORRUPT";
}
