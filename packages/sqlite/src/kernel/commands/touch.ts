import { computeExpiresAt, type TouchCommand } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import { lowerNextExpiryIfEarlier } from "../counters/counters.js";
import { isLiveRowAsExpected } from "../rows/is-as-expected.js";
import { isUnexpired } from "../rows/is-unexpired.js";
import { deleteRowIfFoundAndRecordCountChange } from "./put.js";

/** Gives a live entry that is as expected a new expiry and changes nothing else. */
export function touchEntryIfAsExpected(context: KernelContext, command: TouchCommand): boolean {
  const { ref, key, expiry } = command;
  const counters = context.counters.getForNamespace(ref);
  const found = context.statements.findEntry.get(counters.id, key);
  if (!isLiveRowAsExpected(found, command, context.now)) return false;
  const expiresAt = computeExpiresAt(expiry, context.now);
  if (isUnexpired(expiresAt, context.now)) {
    context.statements.setExpiry.run(expiresAt, counters.id, key);
    context.rows.drop(counters.id, key);
    lowerNextExpiryIfEarlier(counters, expiresAt);
  } else {
    deleteRowIfFoundAndRecordCountChange(context, ref, counters, found, key);
  }
  return true;
}
