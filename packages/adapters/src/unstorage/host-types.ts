/** What unstorage hands to a driver with each call; of them, this one looks at these. */
export interface DriverCallOptions {
  /** Seconds that an item is to live. */
  readonly ttl?: number | undefined;
  /** How many parts of a key may follow its first one. */
  readonly maxDepth?: number | undefined;
}

/** What a driver tells of an item beside its value; as a type it fits unstorage's own, which takes other members too. */
export type ItemMeta = {
  /** When it was written. */
  mtime: Date;
  /** The seconds that it has left, rounded up. */
  ttl?: number;
};

/** What unstorage asks of a driver. Keys are relative to where it is mounted, their parts joined by colons. */
export interface UnstorageDriver<Options = unknown, Instance = unknown> {
  readonly name: string;
  readonly options: Options;
  readonly flags: { readonly ttl: true; readonly maxDepth: true };
  readonly getInstance: () => Instance;
  readonly hasItem: (key: string) => Promise<boolean>;
  readonly getItem: (key: string) => Promise<string | null>;
  readonly getItems: (items: { key: string }[]) => Promise<{ key: string; value: string | null }[]>;
  readonly getItemRaw: (key: string) => Promise<unknown>;
  readonly setItem: (key: string, value: string, options?: DriverCallOptions) => Promise<void>;
  readonly setItems: (
    items: { key: string; value: string; options?: DriverCallOptions }[],
    options?: DriverCallOptions,
  ) => Promise<void>;
  readonly setItemRaw: (key: string, value: unknown, options?: DriverCallOptions) => Promise<void>;
  readonly removeItem: (key: string) => Promise<void>;
  readonly getMeta: (key: string) => Promise<ItemMeta | null>;
  readonly getKeys: (base?: string, options?: DriverCallOptions) => Promise<string[]>;
  readonly clear: (base?: string) => Promise<void>;
  readonly watch: (callback: (event: "update" | "remove", key: string) => unknown) => Promise<() => void>;
  readonly dispose: () => Promise<void>;
}
