import type { CheckCommand, Command } from "../backend/command.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { Transaction } from "../backend/transaction.js";
import type { PreparedStep } from "../calls/prepared-step.js";
import { submitOperation } from "../calls/submit-operation.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { createLostRaceCounter } from "../operations/create-lost-race-counter.js";
import { createSingleCommandStep, OperationStep } from "../queue/operation-step.js";
import { type ClaimToken, parseClaimRecordOrThrowCorrupt } from "./claim-record.js";

/** A claim that was acquired, and the token that proves it. */
export interface HeldClaim {
  readonly handle: NamespaceHandle<unknown>;
  readonly keys: readonly string[];
  readonly token: ClaimToken;
  readonly leaseMs: number;
}

/** Creates the command that changes the record of one key of a claim. */
export type CommandFactoryForKey<C extends Command> = (key: string) => C;

/**
 * Runs one command for each key of a claim, if the claim still holds; else nothing happens and the answer is false
 * (KS-CLAIM-3).
 *
 * @param prepareCommandFactory - checks the arguments and gives the function that creates the command for a key
 */
export function runCommandsIfClaimHeld(
  heldClaim: HeldClaim,
  operationName: string,
  prepareCommandFactory: () => CommandFactoryForKey<Command> | Promise<CommandFactoryForKey<Command>>,
): Promise<boolean> {
  const { owner, namespace } = heldClaim.handle.ref;
  return submitOperation(
    heldClaim.handle.store,
    { operation: operationName, owner, namespace },
    (): PreparedStep<boolean> => {
      const createCommand = prepareCommandFactory();
      return createCommand instanceof Promise
        ? createCommand.then((resolved) => createCommandsIfClaimHeldStep(heldClaim, operationName, resolved))
        : createCommandsIfClaimHeldStep(heldClaim, operationName, createCommand);
    },
  );
}

function createCommandsIfClaimHeldStep(
  { handle, keys, token }: HeldClaim,
  operationName: string,
  createCommand: CommandFactoryForKey<Command>,
): OperationStep<boolean> {
  const { ref } = handle;
  const countLostRace = createLostRaceCounter(operationName);
  const read = (): OperationStep<boolean> =>
    createSingleCommandStep(
      { kind: "getMany", ref, keys },
      (found) => {
        const checks = found.flatMap((stored) =>
          stored !== undefined && isClaimRecordHeldByToken(handle, stored, token) ? [createCheck(stored)] : [],
        );
        return checks.length < keys.length ? false : change(checks);
      },
      true,
    );
  const createCheck = ({ key, version }: StoredEntry): CheckCommand => ({
    kind: "check",
    ref,
    key,
    expected: version,
  });
  const change = (checks: readonly CheckCommand[]): OperationStep<boolean> => {
    const commands = [...checks, ...keys.map(createCommand)] as unknown as Transaction; // there is at least one key
    return new OperationStep<boolean>(
      commands,
      (outcome) => {
        if (outcome.status === "done") return true;
        countLostRace();
        return read();
      },
      true,
    );
  };
  return read();
}

/** Whether a claim still holds the key of an entry. */
export function isClaimRecordHeldByToken(
  handle: NamespaceHandle<unknown>,
  stored: StoredEntry,
  token: ClaimToken,
): boolean {
  const record = parseClaimRecordOrThrowCorrupt(handle, stored);
  return "claimed" in record && record.claimed === token;
}
