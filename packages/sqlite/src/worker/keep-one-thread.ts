import type { EngineThread } from "./engine-thread.js";

/**
 * Gives the one thread of an engine, and starts it where there is none.
 *
 * @param start - starts a thread, and has `onEnd` called when it serves no requests any more
 */
export function keepOneThread(start: (onEnd: () => void) => EngineThread): () => EngineThread {
  let thread: EngineThread | undefined;
  return () =>
    (thread ??= start(() => {
      thread = undefined;
    }));
}
