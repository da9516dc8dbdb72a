import type { BackendUnderTest } from "@keyed-store/conformance/portable";

/** What the page that runs the suite is told. */
export interface SuiteSettings {
  /** What is said of the backend; who makes its provider is the page's own matter. */
  readonly backend: Omit<BackendUnderTest, "provider">;
  readonly provider: "browser" | "memory";
  /** As `KEYED_STORE_CONFORMANCE` has it. */
  readonly size: string;
  /** As the host of the suite says. */
  readonly runsVariants: boolean;
  readonly replay?: string | undefined;
  /** Only tests whose title has this in it. */
  readonly only: string;
  /** Of all tests, this page runs each so many'th, beginning with this one. */
  readonly lane: { readonly index: number; readonly count: number };
}

/** What it tells. */
export type SuiteReport =
  | {
      readonly type: "outcome";
      /** Which of all tests, in the order in which they are registered. */
      readonly index: number;
      /** Absent where it passed. */
      readonly failure?: string | undefined;
    }
  | { readonly type: "done" }
  | { readonly type: "broken"; readonly message: string };
