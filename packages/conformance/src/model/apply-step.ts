import {
  computeAtomicStepWriteUnlessRefused,
  computeIncrementWriteUnlessRefused,
  type ValueAndExpiry,
} from "./compute-atomic-step-write.js";
import type { Model } from "./model.js";
import { KEYS } from "./namespaces.js";
import type { ModelEntry, Write } from "./rules.js";
import type { AtomicStep, Expectation, ModelStep, PlainStep, StepExpiry, StepRange } from "./step.js";

/** The answer to a step that was refused for want of room. */
export const REFUSED = "LIMIT_EXCEEDED";

/** The answer to a step that was refused for what it found. */
export const INVALID = "INVALID_INPUT";

/** A version that no entry has had. */
export const STALE = 9_000_000_000_000_000;

/** The version that a step names, as the store knows it. */
export function resolveExpectedVersion(
  model: Model,
  namespaceIndex: number,
  key: string,
  expectation: Expectation,
): number | null {
  if (expectation === "absent") return null;
  return expectation === "stale" ? STALE : (model.findEntry(namespaceIndex, key)?.version ?? STALE);
}

/** What the model answers to a plain step, having done it. */
export function applyPlainStep(model: Model, step: PlainStep): unknown {
  const { namespaceIndex } = step.at;
  switch (step.kind) {
    case "register":
      return commitWriteUnlessFull(model, step) ? undefined : REFUSED;
    case "registerIfAbsent":
      if (model.findEntry(namespaceIndex, step.key) !== undefined) return false;
      return commitWriteUnlessFull(model, step) || REFUSED;
    case "update":
      return (
        commitWriteUnlessFull(model, {
          ...step,
          value: combineCurrentWithStepValue(model.findEntry(namespaceIndex, step.key)?.value, step.value),
        }) || REFUSED
      );
    case "modify":
      return applyModification(model, step);
    case "increment": {
      const write = computeIncrementWriteUnlessRefused(
        model,
        { ...step, namespaceIndex },
        model.findEntry(namespaceIndex, step.key),
      );
      if (write === undefined) return INVALID;
      return model.commitWritesUnlessFull([write])
        ? toVersionlessEntry({ ...write, value: write.value, createdAt: model.now, expiresAt: write.expiresAt })
        : REFUSED;
    }
    case "touch": {
      const found = model.findEntry(namespaceIndex, step.key) !== undefined;
      const expiresAt = model.expiryOf(namespaceIndex, step);
      model.commitWritesUnlessFull([{ kind: "touch", namespaceIndex, key: step.key, expiresAt }]);
      return found;
    }
    case "lookup":
    case "lookupEntry": {
      const found = model.findEntry(namespaceIndex, step.key);
      model.lookAt(found);
      return step.kind === "lookup" ? found?.value : toVersionlessEntry(found);
    }
    case "lookupMany":
      return step.keys.map((key) => model.findEntry(namespaceIndex, key)?.value);
    case "consume": {
      const value = model.findEntry(namespaceIndex, step.key)?.value;
      model.removeEntries((entry) => entry.namespaceIndex === namespaceIndex && entry.key === step.key);
      return value;
    }
    case "delete":
      return model.removeEntries((entry) => entry.namespaceIndex === namespaceIndex && entry.key === step.key) > 0;
    case "entries":
      return model.listNamespaceEntries(namespaceIndex).map(toVersionlessEntry);
    case "has":
      return model.findEntry(namespaceIndex, step.key) !== undefined;
    case "count":
      return model.listNamespaceEntries(namespaceIndex).filter((entry) => isInStepRange(entry.key, step.range)).length;
    case "clear":
      return model.removeEntries(
        (entry) => entry.namespaceIndex === namespaceIndex && isInStepRange(entry.key, step.range),
      );
  }
}

/** What the model answers to atomic steps, having done them. */
export function applyAtomicSteps(model: Model, steps: readonly AtomicStep[]): unknown {
  const values: unknown[] = [];
  const held = steps.every(
    (step) =>
      step.kind !== "check" ||
      resolveExpectedVersion(model, step.namespaceIndex, step.key, step.expected) ===
        (model.findEntry(step.namespaceIndex, step.key)?.version ?? null),
  );
  if (!held) return { committed: false };
  const seen = new Map<string, ValueAndExpiry | undefined>();
  const writes: Write[] = [];
  for (const step of steps) {
    if (step.kind === "check") continue;
    const { namespaceIndex, key } = step;
    const name = `${namespaceIndex} ${key}`;
    const present = seen.has(name) ? seen.get(name) : model.findEntry(namespaceIndex, key);
    const write = computeAtomicStepWriteUnlessRefused(model, step, present);
    if (write === undefined) return INVALID;
    if (step.kind === "consume") values.push(present?.value);
    if (step.kind === "touch") values.push(present !== undefined);
    if (step.kind === "increment") values.push(write.value);
    const { expiresAt } = write;
    const isPast = expiresAt !== undefined && expiresAt <= model.now;
    const after = write.kind === "touch" ? present && { ...present, expiresAt } : { value: write.value, expiresAt };
    seen.set(name, write.kind === "remove" || isPast ? undefined : after);
    writes.push(write);
  }
  return model.commitWritesUnlessFull(writes) ? { committed: true, values } : REFUSED;
}

/** What the model answers to a conditional step, having done it. */
export function applyConditionalStep(
  model: Model,
  step: Extract<ModelStep, { kind: "compareAndSet" | "deleteVersion" | "touchVersion" }>,
): unknown {
  const { namespaceIndex } = step.at;
  const found = model.findEntry(namespaceIndex, step.key);
  const matches = resolveExpectedVersion(model, namespaceIndex, step.key, step.expected) === (found?.version ?? null);
  if (!matches) return false;
  if (step.kind === "compareAndSet") return commitWriteUnlessFull(model, step) || REFUSED;
  if (step.kind === "touchVersion") return applyPlainStep(model, { ...step, kind: "touch" });
  return model.removeEntries((entry) => entry === found) > 0;
}

/** What an iteration is about, in its order. */
export function iterateModelEntries(
  model: Model,
  { at, order, reverse, limit, range }: Extract<ModelStep, { kind: "iterate" | "keys" }>,
): ModelEntry[] {
  const rank = (entry: ModelEntry): number => (order === "age" ? entry.order : KEYS.indexOf(entry.key));
  const all = model.listNamespaceEntries(at.namespaceIndex).sort((left, right) => rank(left) - rank(right));
  const within = all.filter((entry) => isInStepRange(entry.key, range));
  return (reverse ? within.reverse() : within).slice(0, limit);
}

function isInStepRange(key: string, { from, to, prefix = "" }: StepRange): boolean {
  const place = KEYS.indexOf(key);
  return (
    key.startsWith(prefix) &&
    (from === undefined || place >= KEYS.indexOf(from)) &&
    (to === undefined || place < KEYS.indexOf(to))
  );
}

/** How full an owner of the model is, as `usage()` tells it of a store. */
export interface ModelUsage {
  readonly entries: number;
  readonly namespaces: readonly ModelNamespaceUsage[];
}

interface ModelNamespaceUsage {
  readonly namespace: string;
  readonly entries: number;
}

/** How full an owner is. */
export function computeModelUsage(model: Model, owner: string): ModelUsage {
  const namespaces = model.rules.namespaces
    .map((rules, namespaceIndex) => ({ ...rules, entries: model.listNamespaceEntries(namespaceIndex).length }))
    .filter((each) => each.owner === owner && each.entries > 0)
    .map(({ namespace, entries }) => ({ namespace, entries }))
    .sort((left, right) => (left.namespace < right.namespace ? -1 : 1));
  return { entries: model.listOwnerEntries(owner).length, namespaces };
}

/** The owners that have live entries, and how full they are. */
export function listModelOwnerUsages(model: Model): unknown[] {
  const names = [...new Set(model.rules.namespaces.map((rules) => rules.owner))].sort();
  return names.map((owner) => ({ owner, ...computeModelUsage(model, owner) })).filter(({ entries }) => entries > 0);
}

/** What an update step makes of the value that it finds. A value as long as can be leaves no room for anything beside it. */
export function combineCurrentWithStepValue(currentValue: unknown, stepValue: unknown): unknown {
  const is = typeof stepValue === "string" ? stepValue.slice(0, 60_000) : stepValue;
  return { was: currentValue === undefined ? "nothing" : JSON.stringify(currentValue).slice(0, 40), is };
}

/** An entry as the store gives it, without its version. */
export function toVersionlessEntry(
  entry: Pick<ModelEntry, "key" | "value" | "createdAt" | "expiresAt"> | undefined,
): unknown {
  if (entry === undefined) return undefined;
  const { key, value, createdAt, expiresAt } = entry;
  return expiresAt === undefined ? { key, value, createdAt } : { key, value, createdAt, expiresAt };
}

function commitWriteUnlessFull(
  model: Model,
  step: { at: { namespaceIndex: number }; key: string; value: unknown } & StepExpiry,
): boolean {
  const { namespaceIndex } = step.at;
  const { key, value } = step;
  return model.commitWritesUnlessFull([
    { kind: "write", namespaceIndex, key, value, expiresAt: model.expiryOf(namespaceIndex, step) },
  ]);
}

/** What a modification answers (KS-ATOM-7). */
function applyModification(model: Model, step: Extract<PlainStep, { kind: "modify" }>): unknown {
  const { namespaceIndex } = step.at;
  const { key } = step;
  const found = model.findEntry(namespaceIndex, key);
  if (step.does === "leave") return toVersionlessEntry(found);
  if (step.does === "delete") {
    model.removeEntries((entry) => entry === found);
    return undefined;
  }
  const keeps = found !== undefined && step.ttlMs === undefined && step.until === undefined;
  const expiresAt = keeps ? found.expiresAt : model.expiryOf(namespaceIndex, step);
  const value = combineCurrentWithStepValue(found?.value, step.value);
  if (!model.commitWritesUnlessFull([{ kind: "write", namespaceIndex, key, value, expiresAt }])) return REFUSED;
  return toVersionlessEntry(model.findEntry(namespaceIndex, key));
}
