import { collectMaybePromises, mapMaybePromise } from "../async/map-maybe-promise.js";
import type {
  CheckCommand,
  ConsumeCommand,
  DeleteCommand,
  IncrementCommand,
  PutCommand,
  ResultByKind,
  TouchCommand,
} from "../backend/command.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { Transaction, TransactionResults } from "../backend/transaction.js";
import type { AtomicResult } from "../contract/atomic.js";
import { invalidInputError } from "../errors/input-errors.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { createSingleCommandStep, OperationStep, type StepResult } from "../queue/operation-step.js";
import { decodeValueWithSchema } from "./coding/decode-value-with-schema.js";
import { decodeCounter } from "./create-increment-step.js";
import { createLostRaceCounter } from "./create-lost-race-counter.js";

/** The commands that can be steps of `atomic()`. */
export type AtomicCommand =
  | CheckCommand
  | PutCommand
  | DeleteCommand
  | ConsumeCommand
  | IncrementCommand
  | TouchCommand;

/** One step of `atomic()`, and the handle that it was made with. */
export interface AtomicStep {
  readonly handle: NamespaceHandle<unknown>;
  readonly command: AtomicCommand;
  /** What the live entry of the key must be before the first step; where it is something else, nothing happens. */
  readonly accepts?: (found: StoredEntry | undefined) => boolean;
}

/**
 * The transaction of all steps.
 *
 * What a schema might refuse must not be removed before the schema was asked. So such entries are read and validated
 * first, and the transaction checks that they are still the same. So it is with entries that a step must accept.
 */
export function createAtomicCommitStep(steps: readonly AtomicStep[]): OperationStep<AtomicResult> {
  const [firstStep, ...rest] = steps.filter((_, position) => needsReadingBeforeCommit(steps, position));
  const countLostRace = createLostRaceCounter("atomic");

  const commit = (unchanged: readonly CheckCommand[]): OperationStep<AtomicResult> =>
    new OperationStep<AtomicResult>(
      buildAtomicTransaction(steps, unchanged),
      (outcome) => {
        if (outcome.status === "done") return decodeCommittedResult(steps, outcome.results);
        if (firstStep === undefined) return { committed: false };
        return createReadAndValidateStep(firstStep, rest, (now) => {
          if (now.every((check, position) => check.expected === unchanged[position]?.expected)) {
            return { committed: false };
          }
          countLostRace();
          return commit(now);
        });
      },
      firstStep !== undefined,
    );
  return firstStep === undefined ? commit([]) : createReadAndValidateStep(firstStep, rest, commit);
}

/** Whether the entry of a step is to be read and judged first. */
function needsReadingBeforeCommit(steps: readonly AtomicStep[], position: number): boolean {
  return steps[position]?.accepts !== undefined || needsValidationBeforeCommit(steps, position);
}

/** Whether a step consumes, through a schema, an entry that no step before it has written or removed. */
function needsValidationBeforeCommit(steps: readonly AtomicStep[], stepIndex: number): boolean {
  const step = steps[stepIndex];
  if (step?.command.kind !== "consume" || step.handle.schema === undefined) return false;
  const { key, ref } = step.command;
  const changed = steps
    .slice(0, stepIndex)
    .some(
      ({ command }) =>
        doesCommandChangeValue(command) && command.key === key && command.ref.namespace === ref.namespace,
    );
  return !changed;
}

function doesCommandChangeValue({ kind }: AtomicCommand): boolean {
  return kind !== "check" && kind !== "touch";
}

/** Reads and judges the entries of some steps, and calls `createCommitStep` with checks that they stay as they are. */
function createReadAndValidateStep(
  firstStep: AtomicStep,
  [secondStep, ...remainingSteps]: readonly AtomicStep[],
  createCommitStep: (unchanged: readonly CheckCommand[]) => StepResult<AtomicResult>,
  checksSoFar: readonly CheckCommand[] = [],
): OperationStep<AtomicResult> {
  const { ref, key } = firstStep.command;
  return createSingleCommandStep(
    { kind: "get", ref, key },
    (found) => {
      const check: CheckCommand = { kind: "check", ref, key, expected: found?.version ?? null };
      const goOn = (): StepResult<AtomicResult> => {
        const unchanged = [...checksSoFar, check];
        return secondStep === undefined
          ? createCommitStep(unchanged)
          : createReadAndValidateStep(secondStep, remainingSteps, createCommitStep, unchanged);
      };
      if (firstStep.accepts === undefined) {
        return mapMaybePromise(found && decodeValueWithSchema(firstStep.handle, found, "atomic"), goOn);
      }
      return firstStep.accepts(found) ? goOn() : { committed: false };
    },
    true,
  );
}

function buildAtomicTransaction(steps: readonly AtomicStep[], unchangedChecks: readonly CheckCommand[]): Transaction {
  const [first, ...others] = steps.map(({ command }) => command);
  if (first === undefined) throw invalidInputError("atomic", "There are no steps to commit.");
  return [first, ...others, ...unchangedChecks];
}

function decodeCommittedResult(
  steps: readonly AtomicStep[],
  results: TransactionResults,
): AtomicResult | Promise<AtomicResult> {
  const values = steps.flatMap(({ handle, command }, position) => {
    // A backend answers each kind of command with that kind of result.
    const result = results[position];
    if (command.kind === "touch") return [result as ResultByKind["touch"]];
    if (command.kind === "increment") return [decodeCounter((result as ResultByKind["increment"]).json)];
    if (command.kind !== "consume") return [];
    const found = result as ResultByKind["consume"];
    return [found && decodeValueWithSchema(handle, found, "atomic")];
  });
  return mapMaybePromise(collectMaybePromises(values), (all) => ({ committed: true, values: all }));
}
