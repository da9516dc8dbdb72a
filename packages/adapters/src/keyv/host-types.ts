/** One of the entries that Keyv hands to `setMany`: Keyv 5 with a time to live, Keyv 6 with an instant. */
export interface KeyvEntry {
  readonly key: string;
  readonly value: unknown;
  /** Milliseconds. */
  readonly ttl?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly expires?: number | undefined;
}

/** What Keyv asks of a storage adapter: version 5 `opts`, version 6 `capabilities`, both the rest. */
export interface KeyvStorage {
  /** The namespace of the Keyv that uses it, which sets it. */
  namespace: string | undefined;
  /** Read by Keyv 5 alone, which iterates only over dialects that it knows. */
  readonly opts: { readonly dialect: string };
  /** Read by Keyv 6 alone, which then hands over instants and keys without their namespace. */
  readonly capabilities: { readonly expires: true };
  get<Value>(key: string): Promise<Value | undefined>;
  getMany<Value>(keys: string[]): Promise<(Value | undefined)[]>;
  has(key: string): Promise<boolean>;
  hasMany(keys: string[]): Promise<boolean[]>;
  set(key: string, value: unknown, expiry?: number): Promise<boolean>;
  setMany(entries: readonly KeyvEntry[]): Promise<boolean[]>;
  delete(key: string): Promise<boolean>;
  /** One boolean for Keyv 5, one for each key for Keyv 6. */
  deleteMany(keys: string[]): Promise<boolean | boolean[]>;
  clear(): Promise<void>;
  iterator<Value>(namespace?: string): AsyncGenerator<[string, Value], void>;
  disconnect(): Promise<void>;
  on(event: string, listener: (error: unknown) => void): KeyvStorage;
}
