import { nativeProvider } from "@keyed-store/backend-native";
import type {
  Backend,
  BackendOpenOptions,
  Command,
  LoadedBackend,
  NamespaceRef,
  Outcome,
  PutCommand,
} from "@keyed-store/core";
import { scratch } from "./scratch.js";

/** The engine answers at once, so that no test has to wait. */
export interface SyncBackend extends Backend {
  execute(...input: Parameters<Backend["execute"]>): readonly Outcome[];
  flush(): void;
  backup(destination: string): void;
  probe(...input: Parameters<Backend["probe"]>): Awaited<ReturnType<Backend["probe"]>>;
  close(opening?: Pick<BackendOpenOptions, "onEvent">): void;
}

/** The native backend, loaded. */
export function loadNative(): LoadedBackend {
  return nativeProvider().load() as LoadedBackend;
}

/** Options that only a directory is missing from. */
export const USUAL: Omit<BackendOpenOptions, "directory"> = {
  fileName: "state.sqlite",
  durability: "process",
  access: "read-write",
  cacheBytes: 65_536,
  strictPermissions: false,
  allowUnsafeFileSystem: false,
  onEvent: () => undefined,
};

/** Opens a store, in a directory of its own unless one is given. */
export function openNative(options: Partial<BackendOpenOptions> = {}): SyncBackend {
  return loadNative().open({ ...USUAL, directory: options.directory ?? scratch(), ...options }) as SyncBackend;
}

/** The result of a command that stands alone; its failure is thrown. */
export function run(backend: Backend, command: Command, now = 1_000): unknown {
  const [outcome] = (backend as SyncBackend).execute([[command]], () => now);
  if (outcome?.status === "done") return outcome.results[0];
  throw outcome?.status === "failed" ? outcome.error : new Error(`The outcome is ${outcome?.status}.`);
}

/** A write of a small value. */
export function put(ref: NamespaceRef, key: string, more: Partial<PutCommand> = {}): PutCommand {
  return { kind: "put", ref, key, json: JSON.stringify(key), expiry: { ttlMs: null }, ...more };
}
