/** Where and through what a step happens: one of {@link SPACES}, one of two stores open on the file, one of two APIs. */
export interface StepTarget {
  readonly namespaceIndex: number;
  readonly handle: 0 | 1;
  readonly api: "async" | "sync";
}

/** Which version a conditional step names: the one that is there, one that was, or none. */
export type Expectation = "current" | "stale" | "absent";

/** When what a step writes is to expire: so long from then on, or at an instant that lies as far from then, or has passed. */
export interface StepExpiry {
  readonly ttlMs?: number | null | undefined;
  readonly until?: number | undefined;
}

/** A step that may be issued together with others, for its answer needs nothing but the order of issue. */
export type PlainStep =
  | ({
      readonly kind: "register" | "registerIfAbsent" | "update";
      readonly at: StepTarget;
      readonly key: string;
      readonly value: unknown;
    } & StepExpiry)
  | ({
      readonly kind: "modify";
      readonly at: StepTarget;
      readonly key: string;
      readonly does: "write" | "delete" | "leave";
      readonly value: unknown;
    } & StepExpiry)
  | ({ readonly kind: "increment"; readonly at: StepTarget; readonly key: string; readonly by: number } & StepExpiry)
  | ({ readonly kind: "touch"; readonly at: StepTarget; readonly key: string } & StepExpiry)
  | {
      readonly kind: "lookup" | "lookupEntry" | "consume" | "delete" | "has";
      readonly at: StepTarget;
      readonly key: string;
    }
  | { readonly kind: "lookupMany"; readonly at: StepTarget; readonly keys: readonly string[] }
  | { readonly kind: "entries"; readonly at: StepTarget }
  | { readonly kind: "count" | "clear"; readonly at: StepTarget; readonly range: StepRange };

/** The keys that a step is about: from one to another, or those that begin alike; all of them where none is given. */
export interface StepRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly prefix?: string | undefined;
}

/** One thing that happens to the store and to the model: plain data, so that a failure can be kept and replayed. */
export type ModelStep =
  | PlainStep
  | {
      readonly kind: "compareAndSet";
      readonly at: StepTarget;
      readonly key: string;
      readonly expected: Expectation;
      readonly value: unknown;
    }
  | {
      readonly kind: "deleteVersion" | "touchVersion";
      readonly at: StepTarget;
      readonly key: string;
      readonly expected: "current" | "stale";
    }
  | {
      readonly kind: "iterate" | "keys";
      readonly at: StepTarget;
      readonly order: "age" | "key";
      readonly reverse: boolean;
      readonly limit?: number | undefined;
      /** Empty by age. */
      readonly range: StepRange;
    }
  /** A lookup of the oldest entry, whose time is over soonest: few others find one half of whose time is over (KS-TTL-8). */
  | { readonly kind: "lookupOldest"; readonly at: StepTarget }
  /** Several plain steps issued at once, through the asynchronous API. */
  | { readonly kind: "together"; readonly steps: readonly PlainStep[] }
  /** `atomic()` over the namespaces of the first owner. */
  | { readonly kind: "atomic"; readonly handle: 0 | 1; readonly steps: readonly AtomicStep[] }
  | { readonly kind: "usage" | "clearOwner"; readonly handle: 0 | 1; readonly owner: string }
  | { readonly kind: "owners"; readonly handle: 0 | 1 }
  | { readonly kind: "flush"; readonly handle: 0 | 1 }
  | { readonly kind: "sweep"; readonly handle: 0 | 1; readonly limit: number }
  | { readonly kind: "clock"; readonly milliseconds: number }
  /** Closes both stores and opens them with other caps. */
  | { readonly kind: "reopen"; readonly caps: "wide" | "narrow"; readonly ownerOverflow: "reject" | "evict-oldest" };

/** One step of an {@link ModelStep} of kind `atomic`; its namespace is one of the first owner's. */
export type AtomicStep =
  | { readonly kind: "check"; readonly namespaceIndex: number; readonly key: string; readonly expected: Expectation }
  | ({
      readonly kind: "register";
      readonly namespaceIndex: number;
      readonly key: string;
      readonly value: unknown;
    } & StepExpiry)
  | ({
      readonly kind: "increment";
      readonly namespaceIndex: number;
      readonly key: string;
      readonly by: number;
    } & StepExpiry)
  | ({ readonly kind: "touch"; readonly namespaceIndex: number; readonly key: string } & StepExpiry)
  | { readonly kind: "delete" | "consume"; readonly namespaceIndex: number; readonly key: string };
