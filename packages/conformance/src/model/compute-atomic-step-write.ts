import type { Model } from "./model.js";
import type { ModelEntry, Write } from "./rules.js";
import type { AtomicStep, StepExpiry } from "./step.js";

/** What an increment finds. */
export type Counted = Pick<ModelEntry, "value" | "expiresAt">;

/** What an increment writes (KS-ATOM-6); `undefined` where it is refused. */
export function computeIncrement(
  model: Model,
  step: { namespaceIndex: number; key: string; by: number } & StepExpiry,
  present: Counted | undefined,
): Write | undefined {
  const { namespaceIndex, key, by } = step;
  const start = present === undefined ? 0 : present.value;
  if (typeof start !== "number") return undefined;
  const value = start + by;
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER))
    return undefined;
  const expiresAt = present === undefined ? model.expiryOf(namespaceIndex, step) : present.expiresAt;
  return { kind: "write", namespaceIndex, key, value, expiresAt };
}

/** What a step of `atomic()` does to its key, as the steps before it left it; `undefined` where it is refused. */
export function toWrite(
  model: Model,
  step: Exclude<AtomicStep, { kind: "check" }>,
  present: Counted | undefined,
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
      return computeIncrement(model, step, present);
    case "touch":
      return { kind: "touch", namespaceIndex, key, expiresAt: model.expiryOf(namespaceIndex, step) };
    case "delete":
    case "consume":
      return { kind: "remove", namespaceIndex, key };
  }
}
