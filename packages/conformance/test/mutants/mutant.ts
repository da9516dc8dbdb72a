import {
  type Backend,
  type BackendOpenOptions,
  type BackendProvider,
  type Clock,
  type Command,
  memoryProvider,
  type Outcome,
  type ResultOf,
  type Transaction,
} from "@keyed-store/core";

/** The reference backend with one thing wrong, and the clause that so is broken. */
export interface Mutant {
  readonly clause: string;
  readonly name: string;
  readonly provider: () => BackendProvider;
}

/** What a backend does, at once. */
export type Execute = (batch: readonly Transaction[], clock: Clock) => readonly Outcome[];

/** Runs one transaction. */
export type RunOne = (transaction: Transaction, clock: Clock) => Outcome;

/** What a mutant puts in the place of parts of the reference. */
export interface Wrong {
  readonly open?: (options: BackendOpenOptions) => BackendOpenOptions;
  /** Called once for each backend that is opened, so that it can keep things beside it. */
  readonly backend?: (right: Backend, execute: Execute) => Partial<Backend>;
}

/** Makes a mutant. */
export function mutant(clause: string, name: string, wrong: Wrong): Mutant {
  return { clause, name, provider: () => spoil(memoryProvider(), wrong) };
}

/** Makes a mutant that runs each transaction in a way of its own. */
export function mutantRun(clause: string, name: string, spoiled: (right: RunOne) => RunOne): Mutant {
  return mutant(clause, name, {
    backend(_, execute) {
      const run = spoiled((transaction, clock) => only(execute([transaction], clock)));
      return { execute: (batch, clock) => batch.map((transaction) => run(transaction, clock)) };
    },
  });
}

/** Makes a mutant that understands commands wrongly, or answers them wrongly. */
export function mutantCommand(
  clause: string,
  name: string,
  spoiled: (command: Command) => Command,
  answered: (result: unknown, command: Command) => unknown = (result) => result,
): Mutant {
  return mutantRun(clause, name, (right) => (transaction, clock) => {
    const outcome = right(mapTransaction(transaction, spoiled), clock);
    if (outcome.status !== "done") return outcome;
    const results = outcome.results.map((result, index) => {
      const command = transaction[index];
      return command === undefined ? result : answered(result, command);
    });
    return { ...outcome, results };
  });
}

/** The one outcome of one transaction. */
export function only(outcomes: readonly Outcome[]): Outcome {
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error("the reference gave no outcome");
  return outcome;
}

/** The result of a command that cannot fail. */
export function ask<C extends Command>(right: RunOne, command: C, clock: Clock): ResultOf<C> {
  const outcome = right([command], clock);
  if (outcome.status !== "done") throw new Error("the reference did not answer");
  return outcome.results[0] as ResultOf<C>; // By the contract of the command.
}

/** A transaction with each of its commands changed. */
export function mapTransaction([first, ...others]: Transaction, change: (command: Command) => Command): Transaction {
  return [change(first), ...others.map(change)];
}

/** More than any test asks of one backend. */
const MOST_BATCHES = 3_000;

/** A wrong answer can send its caller round for ever, where no timer gets a turn: so a mutant comes to an end. */
function tiring(backend: Backend): Backend {
  let batches = 0;
  return {
    ...backend,
    execute(batch, clock) {
      batches += 1;
      if (batches > MOST_BATCHES) throw new Error("the test went round for ever");
      return backend.execute(batch, clock);
    },
  };
}

function spoil(right: BackendProvider, wrong: Wrong): BackendProvider {
  const spoiled = new WeakMap<Backend, Backend>();
  return {
    ...right,
    async load() {
      const loaded = await right.load();
      return {
        ...loaded,
        async open(options) {
          const inner = await loaded.open(wrong.open?.(options) ?? options);
          const known = spoiled.get(inner) ?? tiring({ ...inner, ...wrong.backend?.(inner, inner.execute as Execute) });
          spoiled.set(inner, known);
          return known;
        },
      };
    },
  };
}
