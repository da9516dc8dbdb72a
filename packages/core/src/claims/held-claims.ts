import type { HeldClaim } from "./run-commands-if-claim-held.js";

const heldClaims: WeakMap<object, HeldClaim> = new WeakMap();

/** Remembers what is behind a claim that a caller gets. */
export function rememberHeldClaim(claim: object, held: HeldClaim): void {
  heldClaims.set(claim, held);
}

/** What is behind a claim of `createClaims`; `undefined` for anything else. */
export function findHeldClaim(claim: unknown): HeldClaim | undefined {
  return typeof claim === "object" && claim !== null ? heldClaims.get(claim) : undefined;
}
