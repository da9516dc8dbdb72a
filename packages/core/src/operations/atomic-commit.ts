import { whenAllDone, whenDone } from "../async/map-maybe-promise.js";
import type { CheckCommand, ConsumeCommand, DeleteCommand, PutCommand } from "../backend/command.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { Transaction } from "../backend/transaction.js";
import type { AtomicResult } from "../contract/atomic.js";
import { invalidInput } from "../errors/input-errors.js";
import type { Handle } from "../handles/namespace-handle.js";
import { type End, Step, step } from "../queue/operation-step.js";
import { raceCounter } from "./create-race-counter.js";
import { decodeFor } from "./decode-with-schema.js";

/** One step of `atomic()`, and the handle that it was made with. */
export interface AtomicStep {
  readonly handle: Handle<unknown>;
  readonly command: CheckCommand | PutCommand | DeleteCommand | ConsumeCommand;
}

/**
 * The transaction of all steps.
 *
 * What a schema might refuse must not be removed before the schema was asked. So such entries are read and judged
 * first, and the transaction demands that they are still the same.
 */
export function atomicCommit(steps: readonly AtomicStep[]): Step<AtomicResult> {
  const [first, ...rest] = steps.filter((_, position) => needsJudging(steps, position));
  const lose = raceCounter("atomic");

  const commit = (unchanged: readonly CheckCommand[]): Step<AtomicResult> =>
    new Step<AtomicResult>(
      transactionOf(steps, unchanged),
      (outcome) => {
        if (outcome.status === "done") return committed(steps, outcome.results);
        if (first === undefined) return { committed: false };
        return read(first, rest, (now) => {
          if (now.every((check, position) => check.expected === unchanged[position]?.expected)) {
            return { committed: false };
          }
          lose();
          return commit(now);
        });
      },
      first !== undefined,
    );
  return first === undefined ? commit([]) : read(first, rest, commit);
}

/** Whether a step consumes, through a schema, an entry that no step before it has touched. */
function needsJudging(steps: readonly AtomicStep[], position: number): boolean {
  const step = steps[position];
  if (step?.command.kind !== "consume" || step.handle.schema === undefined) return false;
  const { key, space } = step.command;
  const touched = steps
    .slice(0, position)
    .some(
      ({ command }) => command.kind !== "check" && command.key === key && command.space.namespace === space.namespace,
    );
  return !touched;
}

/** Reads and judges the entries of some steps, and goes on with the demand that they stay as they are. */
function read(
  first: AtomicStep,
  [second, ...others]: readonly AtomicStep[],
  next: (unchanged: readonly CheckCommand[]) => End<AtomicResult>,
  before: readonly CheckCommand[] = [],
): Step<AtomicResult> {
  const { space, key } = first.command;
  return step(
    { kind: "get", space, key },
    (found) =>
      whenDone(found && decodeFor(first.handle, found, "atomic"), () => {
        const unchanged: readonly CheckCommand[] = [
          ...before,
          { kind: "check", space, key, expected: found?.version ?? null },
        ];
        return second === undefined ? next(unchanged) : read(second, others, next, unchanged);
      }),
    true,
  );
}

function transactionOf(steps: readonly AtomicStep[], unchanged: readonly CheckCommand[]): Transaction {
  const [first, ...others] = steps.map(({ command }) => command);
  if (first === undefined) throw invalidInput("atomic", "There are no steps to commit.");
  return [first, ...others, ...unchanged];
}

function committed(steps: readonly AtomicStep[], results: readonly unknown[]): AtomicResult | Promise<AtomicResult> {
  const values = steps.flatMap(({ handle, command }, position) => {
    if (command.kind !== "consume") return [];
    const found = results[position] as StoredEntry | undefined; // what a consume command results in
    return [found && decodeFor(handle, found, "atomic")];
  });
  return whenDone(whenAllDone(values), (all) => ({ committed: true, values: all }));
}
