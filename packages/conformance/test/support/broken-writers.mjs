import { nativeProvider } from "@keyed-store/backend-native";

/*
 * Writers on real files that break what only the death of a process shows. Child processes load them; whoever opens
 * their file afterwards is sound.
 */

/**
 * @typedef {import("@keyed-store/core").Transaction} Transaction
 * @typedef {import("@keyed-store/core").Outcome} Outcome
 * @typedef {(batch: readonly Transaction[], clock: () => number) => readonly Outcome[]} Execute
 */

/** Says that a lone write is done, and does it with the next batch. */
export function acknowledgesTooEarly() {
  return spoiled((execute) => {
    /** @type {Transaction[]} */
    let kept = [];
    return (batch, clock) => {
      const before = kept;
      kept = [];
      const [only] = batch;
      if (batch.length === 1 && only?.[0].kind === "put") {
        kept = [only];
        linger();
        execute(before, clock);
        return [{ status: "done", results: only.map(() => true) }];
      }
      return execute([...before, ...batch], clock).slice(before.length);
    };
  });
}

/** Does the steps of `atomic()` one by one, each in a commit of its own. */
export function tearsAtomicSteps() {
  return spoiled(
    (execute) => (batch, clock) =>
      batch.map((transaction) => {
        const results = transaction.map((command, step) => {
          if (step > 0 && step === transaction.length - 1) linger();
          const [outcome] = execute([[command]], clock);
          return outcome?.status === "done" ? outcome.results[0] : undefined;
        });
        return { status: "done", results };
      }),
  );
}

/** Does what was issued together from the last to the first, each in a commit of its own. */
export function commitsBackwards() {
  return spoiled(
    (execute) => (batch, clock) =>
      [...batch]
        .reverse()
        .flatMap((transaction) => {
          linger();
          return execute([transaction], clock);
        })
        .reverse(),
  );
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Makes the gap between two commits longer than all else, so that a kill falls into it on a fast machine and a slow one. */
function linger() {
  Atomics.wait(pause, 0, 0, 10);
}

/** @param {(execute: Execute) => Execute} spoil */
function spoiled(spoil) {
  const provider = nativeProvider();
  return {
    ...provider,
    async load() {
      const loaded = await provider.load();
      return {
        ...loaded,
        /** @param {import("@keyed-store/core").BackendOpenOptions} options */
        async open(options) {
          const backend = await loaded.open(options);
          const { info, databasePath } = backend;
          return {
            info,
            databasePath,
            execute: spoil((batch, clock) => /** @type {readonly Outcome[]} */ (backend.execute(batch, clock))),
            flush: () => backend.flush(),
            /** @param {() => number} clock */
            probe: (clock) => backend.probe(clock),
            close: () => backend.close(),
          };
        },
      };
    },
  };
}
