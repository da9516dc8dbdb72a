/*
 * A layer over a backend that passes every call on, as one that traces or counts would. What it passes on are copies, as
 * a layer that sends commands elsewhere would make them.
 */

/**
 * @typedef {import("@keyed-store/core").Backend} Backend
 * @typedef {import("@keyed-store/core").BackendProvider} BackendProvider
 * @typedef {import("@keyed-store/core").LoadedBackend} LoadedBackend
 * @typedef {import("@keyed-store/core").Outcome} Outcome
 */

/**
 * @param {BackendProvider} provider
 * @returns {BackendProvider}
 */
export function passThrough(provider) {
  const { tryApart, loadInWorker } = provider;
  return {
    name: provider.name,
    check: () => provider.check(),
    load() {
      const loaded = provider.load();
      return loaded instanceof Promise ? loaded.then(wrapLoaded) : wrapLoaded(loaded);
    },
    ...(tryApart === undefined ? {} : { tryApart: () => tryApart.call(provider) }),
    ...(loadInWorker === undefined ? {} : { loadInWorker: async () => wrapLoaded(await loadInWorker.call(provider)) }),
  };
}

/** One store is one backend, however often it is opened. @type {WeakMap<Backend, Backend>} */
const wrapped = new WeakMap();

/**
 * @param {LoadedBackend} loaded
 * @returns {LoadedBackend}
 */
function wrapLoaded(loaded) {
  return {
    info: loaded.info,
    trial: () => loaded.trial(),
    open(options) {
      const backend = loaded.open(options);
      return backend instanceof Promise ? backend.then(wrap) : wrap(backend);
    },
  };
}

/** @param {Backend} inner */
function wrap(inner) {
  const known = wrapped.get(inner) ?? createLayer(inner);
  wrapped.set(inner, known);
  return known;
}

/**
 * @param {Backend} inner
 * @returns {Backend}
 */
function createLayer(inner) {
  const { backup, watch } = inner;
  return {
    info: inner.info,
    databasePath: inner.databasePath,
    execute(batch, clock) {
      const outcomes = inner.execute(structuredClone(batch), clock);
      return outcomes instanceof Promise ? outcomes.then(copyOutcomes) : copyOutcomes(outcomes);
    },
    flush: () => inner.flush(),
    probe: (clock) => inner.probe(clock),
    close: () => inner.close(),
    ...(watch === undefined ? {} : { watch: (listener) => watch.call(inner, listener) }),
    ...(backup === undefined ? {} : { backup: (destination) => backup.call(inner, destination) }),
  };
}

/** Errors keep their class, which no copy does. @param {readonly Outcome[]} outcomes */
function copyOutcomes(outcomes) {
  return outcomes.map((outcome) => (outcome.status === "failed" ? outcome : structuredClone(outcome)));
}
