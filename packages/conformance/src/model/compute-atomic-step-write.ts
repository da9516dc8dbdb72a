import type { Model } from "./model.js";
import type { ModelEntry, Write } from "./rules.js";
import type { AtomicStep, StepExpiry } from "./step.js";

/** A step of `atomic()` that changes its key. */
export type WritingAtomicStep = Exclude<AtomicStep, { kind: "check" }>;

/** An addition to the number under a key. */
export type IncrementStep = { readonly namespaceIndex: number; readonly key: string; readonly by: number } & StepExpiry;

/** What a step finds under its key. */
export type ValueAndExpiry = Pick<ModelEntry, "value" | "expiresAt">;

/** What an increment writes (KS-ATOM-6); `undefined` where it is refused. */
export function computeIncrementWriteUnlessRefused(
  model: Model,
  step: IncrementStep,
  presentEntry: ValueAndExpiry | undefined,
): Write | undefined {
  const { namespaceIndex, key, by } = step;
  const start = presentEntry === undefined ? 0 : presentEntry.value;
  if (typeof start !== "number") return undefined;
  const value = start + by;
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER))
    return undefined;
  const expiresAt = presentEntry === undefined ? model.expiryOf(namespaceIndex, step) : presentEntry.expiresAt;
  return { kind: "write", namespaceIndex, key, value, expiresAt };
}

/** What a step of `atomic()` does to its key, as the steps before it left it; `undefined` where it is refused. */
export function computeAtomicStepWriteUnlessRefused(
  model: Model,
  step: WritingAtomicStep,
  presentEntry: ValueAndExpiry | undefined,
): Write | undefined {
  const { namespaceIndex, key } = step;
  switch (step.kind) {
    case "register":
      return {
        kind: "write",
        namespaceIndex,
        key,
        value: step.value,
        expiresAt: model.expiryOf(namespaceIndex, step),
      };
    case "increment":
      return computeIncrementWriteUnlessRefused(model, step, presentEntry);
    case "touch":
      return { kind: "touch", namespaceIndex, key, expiresAt: model.expiryOf(namespaceIndex, step) };
    case "delete":
    case "consume":
      return { kind: "remove", namespaceIndex, key };
  }
}
