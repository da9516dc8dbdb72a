import { Keyv as Keyv5 } from "keyv";
import { Keyv as Keyv6 } from "keyv6";
import type { KeyvKeyedStore } from "../../src/keyv/index.js";

/** What the tests use of a Keyv, whichever version it is. */
export interface KeyvHost {
  namespace: string | undefined;
  get(key: string): Promise<unknown>;
  getMany(keys: string[]): Promise<unknown[]>;
  has(key: string): Promise<boolean>;
  set(key: string, value: unknown, ttl?: number): Promise<boolean>;
  setMany(entries: { key: string; value: unknown; ttl?: number }[]): Promise<boolean[]>;
  delete(key: string): Promise<boolean>;
  clear(): Promise<void>;
  disconnect(): Promise<void>;
  on(event: "error", listener: (error: unknown) => void): unknown;
  readonly iterator?: ((argument?: unknown) => AsyncGenerator<unknown[], void>) | undefined;
}

export type MakeKeyv = (store: KeyvKeyedStore, namespace?: string) => KeyvHost;

/** Both versions of the host: each makes a Keyv in a namespace, `n` where none is given. */
export const KEYV_HOSTS: readonly (readonly [string, MakeKeyv])[] = [
  ["Keyv 5", (store, namespace = "n") => new Keyv5({ store, namespace })],
  ["Keyv 6", (store, namespace = "n") => new Keyv6({ store, namespace })],
];
