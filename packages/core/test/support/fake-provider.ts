import type { Backend } from "../../src/backend/backend.js";
import type { BackendProvider, LoadedBackend } from "../../src/backend/backend-provider.js";
import type { Command } from "../../src/backend/command.js";
import type { Outcome, Transaction } from "../../src/backend/transaction.js";
import type { Capabilities } from "../../src/contract/backend-info.js";
import { KeyedStoreError } from "../../src/errors/keyed-store-error.js";
import { memoryProvider } from "../../src/memory/memory-provider.js";

/** What a fake does otherwise than memory does. */
export interface FakeOptions {
  readonly name?: string;
  readonly capabilities?: Partial<Capabilities>;
  /** Called before each batch; what it throws is what `execute` throws. */
  readonly before?: (batch: readonly Transaction[]) => void;
  /** Called instead of memory. */
  readonly execute?: Backend["execute"];
  /** The most transactions of a batch that it does: only those are answered. */
  readonly most?: number;
  /** What is below, where fakes share it as processes do. */
  readonly memory?: BackendProvider;
  /** Makes the answer of `execute` come later. */
  readonly later?: <R>(work: () => R) => Promise<R>;
  /** Members of the open backend that are replaced. */
  readonly backend?: Partial<Backend>;
  /** Members of the loaded backend that are replaced. */
  readonly loaded?: Partial<LoadedBackend>;
  /** Members of the provider that are replaced. */
  readonly provider?: Partial<BackendProvider>;
}

/** A provider whose backend is memory, and that keeps a record of what it was asked. */
export interface FakeProvider extends BackendProvider {
  /** Kinds of commands, by transaction, by batch. */
  readonly batches: string[][];
  /** Other calls of the backend, in order. */
  readonly calls: string[];
  /** What is below: a store opened on it is like one of another process. */
  readonly memory: BackendProvider;
}

export function fakeProvider(options: FakeOptions = {}): FakeProvider {
  const batches: string[][] = [];
  const calls: string[] = [];
  const memory = options.memory ?? memoryProvider();
  const name = options.name ?? "fake";

  const wrap = (inner: Backend): Backend => {
    const execute = options.execute ?? inner.execute.bind(inner);
    return {
      info: { ...inner.info, name, capabilities: { ...inner.info.capabilities, ...options.capabilities } },
      databasePath: inner.databasePath,
      execute(batch, clock) {
        options.before?.(batch);
        batches.push(batch.map((transaction) => transaction.map(tag).join("+")));
        const front = batch.slice(0, options.most);
        if (options.later === undefined) return execute(front, clock);
        return options.later(() => execute(front, clock) as readonly Outcome[]); // memory answers at once
      },
      flush: () => void calls.push("flush"),
      probe: (clock) => inner.probe(clock),
      ...(inner.watch === undefined ? {} : { watch: inner.watch.bind(inner) }),
      close() {
        calls.push("close");
        return inner.close();
      },
      ...options.backend,
    };
  };
  // One store is one backend object, as the contract of `open` allows.
  const open = new Map<Backend, Backend>();
  return {
    batches,
    calls,
    memory,
    name,
    check() {},
    async load() {
      const loaded = await memory.load();
      return {
        info: { ...loaded.info, name, capabilities: { ...loaded.info.capabilities, ...options.capabilities } },
        trial: () => loaded.trial(),
        async open(given) {
          const inner = await loaded.open(given);
          const known = open.get(inner) ?? wrap(inner);
          open.set(inner, known);
          return known;
        },
        ...options.loaded,
      };
    },
    ...options.provider,
  };
}

function tag(command: Command): string {
  return "key" in command ? `${command.kind} ${command.key}` : command.kind;
}

/** What a backend throws while another process holds the store. */
export function busy(): KeyedStoreError {
  return new KeyedStoreError("KEYED_STORE_BUSY", "Held by process 4711.");
}
