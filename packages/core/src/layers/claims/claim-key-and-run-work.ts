import type { Expiry } from "../../backend/expiry.js";
import { createCommitCommandFactory, createReleaseCommandFactory } from "../../claims/held-claim-commands.js";
import { type HeldClaim, runCommandsIfClaimHeld } from "../../claims/run-commands-if-claim-held.js";
import { isKeyedStoreError } from "../../errors/keyed-store-error.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { hostGlobals } from "../../host/host-globals.js";
import { acquireClaim, type ClaimRequest } from "./acquire-claim.js";
import type { ClaimedWork, RunResult } from "./claims.js";
import { createLostClaimError, LeaseKeeper } from "./lease-keeper.js";

const OPERATION = "run";

/** What is to be claimed, what is to be done then, and how long its record lives. */
export interface RunRequest<T> extends ClaimRequest {
  readonly work: ClaimedWork<T>;
  readonly expiry: Expiry;
  readonly signal: AbortSignal | undefined;
}

/** Claims a key, does its work, and commits the result (KS-CLAIM-7). */
export async function claimKeyAndRunWork<T>(
  handle: NamespaceHandle<unknown>,
  checkArgumentsAndCreateRequest: () => RunRequest<T>,
): Promise<RunResult<T>> {
  const result = await acquireClaim<T, RunRequest<T>>(handle, OPERATION, checkArgumentsAndCreateRequest);
  return result.status === "acquired"
    ? { status: "done", value: await runWorkAndCommitUnderLease(result.held) }
    : result;
}

async function runWorkAndCommitUnderLease<T>(request: RunRequest<T>): Promise<T> {
  const { signal: callerSignal, work } = request;
  const controller = new AbortController();
  const abortForCaller = (): void => controller.abort(callerSignal?.reason);
  let loss: { readonly error: unknown } | undefined;
  const keeper = new LeaseKeeper(request, OPERATION, (error) => {
    loss = { error };
    controller.abort(error);
  });
  try {
    callerSignal?.throwIfAborted(); // it may have been aborted while the key was claimed
    callerSignal?.addEventListener("abort", abortForCaller);
    const given = await work(controller.signal);
    keeper.stop();
    if (loss !== undefined) throw loss.error;
    const value = (given ?? null) as T; // work gives nothing only where T admits null
    await commitResultRetryingWhileBusy(request, value, keeper);
    return value;
  } catch (error) {
    keeper.stop();
    await releaseClaimIgnoringErrors(request);
    throw error;
  } finally {
    callerSignal?.removeEventListener("abort", abortForCaller);
  }
}

/** Commits the result. The work is done, so while the store is busy this is tried again until the lease is over. */
async function commitResultRetryingWhileBusy<T>(request: RunRequest<T>, value: T, keeper: LeaseKeeper): Promise<void> {
  const { handle, expiry } = request;
  for (;;) {
    try {
      const committed = await runCommandsIfClaimHeld(request, OPERATION, () =>
        createCommitCommandFactory(handle, value, expiry, OPERATION),
      );
      if (committed) return;
      throw createLostClaimError(request, OPERATION);
    } catch (error) {
      if (!isBusyError(error) || keeper.isOver) throw error;
    }
    await new Promise<void>((resolve) => void hostGlobals.setTimeout(resolve, keeper.retryMs));
  }
}

/** Gives the key to the next one. Where that fails, its lease ends by itself, and what led here is what counts. */
async function releaseClaimIgnoringErrors(claim: HeldClaim): Promise<void> {
  try {
    await runCommandsIfClaimHeld(claim, OPERATION, () => createReleaseCommandFactory(claim));
  } catch {}
}

function isBusyError(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY";
}
