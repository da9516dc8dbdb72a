import { createRenewCommandFactory } from "../../claims/held-claim-commands.js";
import { type HeldClaim, runCommandsIfClaimHeld } from "../../claims/run-commands-if-claim-held.js";
import type { ErrorToThrow } from "../../errors/error-to-throw.js";
import { isKeyedStoreError, KeyedStoreError } from "../../errors/keyed-store-error.js";
import { type HostTimer, hostGlobals } from "../../host/host-globals.js";
import { toKeyedStoreError } from "../../queue/to-keyed-store-error.js";
import { quoteNameForMessage } from "../../text/quote-name-for-message.js";

/** A lease is renewed when this part of it is over. */
const RENEW_PART = 1 / 3;

/** What could not be done is tried again after this part of the lease, and a second at the latest. */
const RETRY_PART = 1 / 30;
const MAX_RETRY_MS = 1_000;

/** The longest time that the timers of hosts can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Renews the lease of a claim by timers, which keep the process alive, until it is told to stop or the claim is lost. */
export class LeaseKeeper {
  readonly #held: HeldClaim;
  readonly #operation: string;
  readonly #onLost: (error: unknown) => void;
  /** When the lease ends, at the latest, as the clock of the store says. No number where that failed to tell. */
  #endsAt = Number.NaN;
  #renewTimer: HostTimer | undefined;
  #endTimer: HostTimer | undefined;
  /** What the latest attempt to renew failed with. */
  #lastError: unknown;
  #isStopped = false;

  /**
   * @param held - a claim that was acquired, or renewed, just now
   * @param operation - the operation that the caller called
   * @param onLost - called at most once, with the error that says so, when the claim is lost or can be kept no longer
   */
  constructor(held: HeldClaim, operation: string, onLost: (error: unknown) => void) {
    this.#held = held;
    this.#operation = operation;
    this.#onLost = onLost;
    this.#beginLease();
  }

  /** Whether the latest lease that is known of is over. */
  get isOver(): boolean {
    return !(this.#computeRemainingMs() > 0);
  }

  /** How long to wait before what failed is tried again. */
  get retryMs(): number {
    return Math.min(this.#held.leaseMs * RETRY_PART, MAX_RETRY_MS);
  }

  /** Ends all timers. */
  stop(): void {
    this.#isStopped = true;
    hostGlobals.clearTimeout(this.#renewTimer);
    hostGlobals.clearTimeout(this.#endTimer);
  }

  #beginLease(): void {
    const { leaseMs } = this.#held;
    hostGlobals.clearTimeout(this.#endTimer);
    this.#endsAt = this.#readClock() + leaseMs;
    this.#lastError = undefined;
    this.#renewIn(leaseMs * RENEW_PART);
    this.#waitForEnd(leaseMs);
  }

  #renewIn(ms: number): void {
    this.#renewTimer = startLeaseTimer(ms, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    try {
      const { leaseMs } = this.#held;
      const renewed = await runCommandsIfClaimHeld(this.#held, this.#operation, () =>
        createRenewCommandFactory(this.#held, leaseMs),
      );
      if (this.#isStopped) return;
      if (renewed) this.#beginLease();
      else this.#lose(createLostClaimError(this.#held, this.#operation));
    } catch (error) {
      if (this.#isStopped) return;
      this.#lastError = error;
      if (shouldStopRenewingAfterError(error)) this.#lose(error);
      else this.#renewIn(this.retryMs);
    }
  }

  #waitForEnd(ms: number): void {
    this.#endTimer = startLeaseTimer(ms, () => this.#checkEnd());
  }

  /** The clock of the store is not the one of the timers, and it alone says when a lease ends. */
  #checkEnd(): void {
    const remainingMs = this.#computeRemainingMs();
    if (remainingMs > 0) this.#waitForEnd(remainingMs);
    else this.#lose(createLostClaimError(this.#held, this.#operation, this.#lastError));
  }

  #computeRemainingMs(): number {
    return this.#endsAt - this.#readClock();
  }

  /** The caller's clock may throw, which must not reach a timer. */
  #readClock(): number {
    try {
      return this.#held.handle.store.client.clock();
    } catch (error) {
      this.#lastError = error;
      return Number.NaN;
    }
  }

  #lose(error: unknown): void {
    this.stop();
    this.#onLost(error);
  }
}

/** The `KEYED_STORE_CONFLICT` of work whose claim was lost. */
export function createLostClaimError(
  { handle, keys }: HeldClaim,
  operationName: string,
  cause?: unknown,
): ErrorToThrow {
  const { owner, namespace } = handle.ref;
  const message =
    `The claim on ${keys.map(quoteNameForMessage).join(", ")} was lost while the work ran: its lease ended before it could be renewed, or its record was removed. ` +
    "The result was not recorded, and another one may be at it.";
  const error = new KeyedStoreError("KEYED_STORE_CONFLICT", message, { cause });
  return toKeyedStoreError(error, { operation: operationName, owner, namespace }, handle.store.backend, false);
}

function startLeaseTimer(delayMs: number, callback: () => void): HostTimer {
  return hostGlobals.setTimeout(callback, Math.min(delayMs, MAX_TIMER_MS));
}

/** Whether an error to renew will not pass: the store is closed, or the record is no longer one of a claim. */
function shouldStopRenewingAfterError(error: unknown): boolean {
  return isKeyedStoreError(error) && (error.code === "KEYED_STORE_CLOSED" || error.code === "KEYED_STORE_CORRUPT");
}
