import type { Backend, BackendProvider, LoadedBackend, Transaction } from "@keyed-store/core";

/** At which step a fake refuses, if at all. */
export interface FakeProviderHooks {
  readonly check?: () => void;
  readonly load?: () => void;
  readonly trial?: () => void;
  readonly open?: () => void;
  /** Called before each batch with it, and before each flush. */
  readonly execute?: (batch: readonly Transaction[]) => void;
}

/** A provider that is `real` under another name, made to fail where a test wants it to. `tried` gathers its steps. */
export function createFakeProvider(
  real: BackendProvider,
  name: string,
  hooks: FakeProviderHooks = {},
  callLog: string[] = [],
): BackendProvider {
  // What is open twice must stay one object.
  const disguised = new WeakMap<Backend, Backend>();
  const runStage = (which: "check" | "load" | "trial" | "open"): void => {
    callLog.push(`${name} ${which}`);
    hooks[which]?.();
  };
  return {
    name,
    ...(real.place === undefined ? {} : { place: real.place }),
    check() {
      runStage("check");
      real.check();
    },
    async load(): Promise<LoadedBackend> {
      runStage("load");
      const loaded = await real.load();
      return {
        info: { ...loaded.info, name },
        trial() {
          runStage("trial");
          return loaded.trial();
        },
        async open(options) {
          runStage("open");
          const backend = await loaded.open(options);
          const known = disguised.get(backend) ?? wrapBackendWithHooks(backend, name, hooks);
          disguised.set(backend, known);
          return known;
        },
      };
    },
  };
}

function wrapBackendWithHooks(backend: Backend, name: string, { execute }: FakeProviderHooks): Backend {
  return {
    info: { ...backend.info, name },
    databasePath: backend.databasePath,
    execute(batch, clock) {
      execute?.(batch);
      return backend.execute(batch, clock);
    },
    flush() {
      execute?.([]);
      return backend.flush();
    },
    probe: (clock) => backend.probe(clock),
    ...(backend.watch === undefined ? {} : { watch: backend.watch.bind(backend) }),
    close: () => backend.close(),
  };
}
