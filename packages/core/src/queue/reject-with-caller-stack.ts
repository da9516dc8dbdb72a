import type { ErrorToThrow } from "../errors/error-to-throw.js";

/**
 * A promise that is rejected with an error whose stack leads to the line that awaits it, or awaits what it resolves.
 * Engines extend a stack by the async functions that wait for the function in which the error is made, so that a call that
 * succeeds costs nothing.
 */
export async function rejectWithCallerStack(createError: () => ErrorToThrow): Promise<never> {
  // A promise is linked to the one that it was resolved with in a microtask, which must come first.
  await Promise.resolve();
  await Promise.resolve();
  throw createError();
}
