/** What a process does to one key. Values are unique over all processes, so that a read tells whose write it saw. */
export type KeyOperation =
  | { readonly kind: "register"; readonly key: string; readonly value: string }
  | { readonly kind: "registerIfAbsent"; readonly key: string; readonly value: string }
  | { readonly kind: "lookup" | "consume" | "delete"; readonly key: string };

/** What an operation came to: `true` where it gives nothing, and `null` for an absent value. */
export type Answer = string | boolean | null;

/** An operation with the times at which it was issued and answered, on a clock that all processes share. */
export interface RecordedOperation {
  readonly operation: KeyOperation;
  readonly issued: number;
  /** Absent where its process was killed before it was answered: it may have happened, then or later, or never. */
  readonly answered?: { readonly at: number; readonly answer: Answer };
}

/** What becomes of the value under a key, and what the operation gives. */
export interface KeyOperationEffect {
  readonly after: string | null;
  readonly answer: Answer;
}

/** What an operation makes of the value under its key, and its answer. */
export function applyKeyOperation(value: string | null, operation: KeyOperation): KeyOperationEffect {
  switch (operation.kind) {
    case "register":
      return { after: operation.value, answer: true };
    case "registerIfAbsent":
      return value === null ? { after: operation.value, answer: true } : { after: value, answer: false };
    case "lookup":
      return { after: value, answer: value };
    case "consume":
      return { after: null, answer: value };
    case "delete":
      return { after: null, answer: value !== null };
  }
}
