import { hostGlobals } from "@keyed-store/core";

/**
 * Calls `callback` with what becomes of a promise: an error first, then the value, as hosts with callbacks want it. What the
 * callback throws is an uncaught exception, as it is with any other callback of Node's, and no unhandled rejection of ours.
 */
export function answerCallback<R>(promise: Promise<R>, callback: (error: Error | null, value?: R) => void): void {
  promise.then(
    (value) => hostGlobals.setImmediate(() => callback(null, value)),
    (error: Error) => hostGlobals.setImmediate(() => callback(error)),
  );
}
