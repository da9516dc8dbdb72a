import type { Backend, BackendOpenOptions } from "../../src/backend/backend.js";
import type { Command, PutCommand, ResultOf } from "../../src/backend/command.js";
import type { NamespaceRef } from "../../src/backend/namespace-ref.js";
import type { StoredEntry } from "../../src/backend/stored-entry.js";
import type { Outcome, Transaction } from "../../src/backend/transaction.js";
import type { Notice } from "../../src/contract/store-event.js";
import { memoryProvider } from "../../src/memory/memory-provider.js";

export const OPEN_OPTIONS: BackendOpenOptions = {
  directory: "/state",
  fileName: "state.sqlite",
  durability: "process",
  access: "read-write",
  cacheBytes: 65_536,
  strictPermissions: false,
  allowUnsafeFileSystem: false,
  onEvent() {},
};

/** A namespace of the owner `o` that evicts and is far from any cap, unless told otherwise. */
export function space(namespace: string, rules: Partial<NamespaceRef> = {}): NamespaceRef {
  return {
    owner: "o",
    namespace,
    maxEntries: 100,
    overflow: "evict-oldest",
    maxEntriesPerOwner: 1000,
    ownerOverflow: "reject",
    ...rules,
  };
}

/** A put of the JSON text `1` that never expires, unless told otherwise. */
export function put(to: NamespaceRef, key: string, more: Partial<PutCommand> = {}): PutCommand {
  return { kind: "put", ref: to, key, json: "1", expiry: { ttlMs: null }, ...more };
}

/** A memory backend with a clock that stands at `at` until it is set, and the notices it gave since `notices` was emptied. */
export class Memory {
  at = 1000;
  notices: Notice[] = [];
  readonly #backend: Backend;

  constructor(backend: Backend = openMemory()) {
    this.#backend = backend;
  }

  /** Runs a transaction and gives its outcome. */
  run(...transaction: Transaction): Outcome {
    const outcomes = this.#backend.execute([transaction], () => this.at);
    if (outcomes instanceof Promise) throw new Error("the memory backend answers at once");
    const [outcome] = outcomes;
    if (outcomes.length !== 1 || outcome === undefined) throw new Error("one transaction has one outcome");
    if (outcome.status === "done") this.notices.push(...(outcome.notices ?? []));
    return outcome;
  }

  /** Runs a command and gives its result; throws what it fails with. */
  do<C extends Command>(command: C): ResultOf<C> {
    const outcome = this.run(command);
    if (outcome.status === "failed") throw outcome.error;
    if (outcome.status === "unmet") throw new Error("unmet");
    return outcome.results[0] as ResultOf<C>; // a backend gives results by the kind of command
  }

  put(to: NamespaceRef, key: string, more: Partial<PutCommand> = {}): boolean {
    return this.do(put(to, key, more));
  }

  get(from: NamespaceRef, key: string): StoredEntry | undefined {
    return this.do({ kind: "get", ref: from, key });
  }

  /** The live entries of a namespace, oldest first. */
  entries(of: NamespaceRef): readonly StoredEntry[] {
    return this.do({ kind: "scan", ref: of, order: "age", limit: Number.POSITIVE_INFINITY, reverse: false });
  }

  /** Their keys. */
  keys(of: NamespaceRef): string[] {
    return this.entries(of).map(({ key }) => key);
  }
}

/** A new store in memory. */
export function openMemory(): Backend {
  const loaded = memoryProvider().load();
  if (loaded instanceof Promise) throw new Error("the memory backend loads at once");
  const backend = loaded.open(OPEN_OPTIONS);
  if (backend instanceof Promise) throw new Error("the memory backend opens at once");
  return backend;
}
