import type { TakeStep } from "./world.js";

/** A way to share a file, to be stepped by the checker. `Memory` is plain data that a process keeps between calls. */
export interface Protocol<Memory> {
  /** Whether process `me` must be alone. */
  exclusive(me: number): boolean;
  /** Whether two of whom none must be alone must not be in together all the same; of nobody, where absent. */
  mustNotMeet?(one: number, other: number): boolean;
  /** All that die when process `me` does; only that one, where absent. */
  dyingWith?(me: number): readonly number[];
  /** Whether it promises that whoever comes and goes last leaves an empty directory. */
  readonly tidy: boolean;
  begin(me: number): Memory;
  /** One attempt: whether it entered. */
  enter(me: number, memory: Memory, step: TakeStep): boolean;
  /** Whether someone wants process `me`, which is in, to leave. */
  wanted(me: number, memory: Memory, step: TakeStep): boolean;
  leave(me: number, memory: Memory, step: TakeStep): void;
  close(me: number, memory: Memory, step: TakeStep): void;
  /** What of the answers in a call still matters to the rest of it; everything, where this is absent. */
  relevant?(answers: readonly unknown[]): unknown;
}
