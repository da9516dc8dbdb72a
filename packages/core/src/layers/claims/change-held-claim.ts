import type { CheckCommand, Command } from "../../backend/command.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import type { Transaction } from "../../backend/transaction.js";
import type { Prepared } from "../../calls/prepared-step.js";
import { ask } from "../../calls/submit.js";
import type { Handle } from "../../handles/namespace-handle.js";
import { raceCounter } from "../../operations/create-race-counter.js";
import { Step, step } from "../../queue/operation-step.js";
import { recordOf } from "./claim-record.js";

/** A claim that was taken. */
export interface Held {
  readonly handle: Handle<unknown>;
  readonly keys: readonly string[];
  readonly token: string;
  readonly leaseMs: number;
}

/**
 * Does something with all keys of a claim, if it still holds: else nothing happens and the answer is false (KS-CLAIM-3).
 *
 * @param prepare - what to do with each key
 */
export function settle(
  held: Held,
  operation: string,
  prepare: () => ((key: string) => Command) | Promise<(key: string) => Command>,
): Promise<boolean> {
  const { owner, namespace } = held.handle.space;
  return ask(held.handle.store, { operation, owner, namespace }, (): Prepared<boolean> => {
    const act = prepare();
    return act instanceof Promise
      ? act.then((later) => settling(held, operation, later))
      : settling(held, operation, act);
  });
}

function settling({ handle, keys, token }: Held, operation: string, act: (key: string) => Command): Step<boolean> {
  const { space } = handle;
  const lose = raceCounter(operation);
  const look = (): Step<boolean> =>
    step(
      { kind: "getMany", space, keys },
      (found) => {
        const checks = found.flatMap((stored) =>
          stored !== undefined && isOwn(handle, stored, token) ? [checkOf(stored)] : [],
        );
        return checks.length < keys.length ? false : change(checks);
      },
      true,
    );
  const checkOf = ({ key, version }: StoredEntry): CheckCommand => ({ kind: "check", space, key, expected: version });
  const change = (checks: readonly CheckCommand[]): Step<boolean> => {
    const commands = [...checks, ...keys.map(act)] as unknown as Transaction; // there is at least one key
    return new Step<boolean>(
      commands,
      (outcome) => {
        if (outcome.status === "done") return true;
        lose();
        return look();
      },
      true,
    );
  };
  return look();
}

function isOwn(handle: Handle<unknown>, stored: StoredEntry, token: string): boolean {
  const record = recordOf(handle, stored);
  return "claimed" in record && record.claimed === token;
}
