import { captureAsyncContext } from "../async/async-context.js";
import { emitProcessWarning } from "../host/emit-process-warning.js";
import { hostGlobals } from "../host/host-globals.js";
import { isError } from "../host/is-error.js";

/**
 * Wraps a handler so that it can disturb nothing. Each event reaches it in a microtask of its own, so it may use the
 * store. It runs in the async context in which it was given. The first time it throws, the process gets a warning.
 */
export function createDeferredNonThrowingListener<Event>(
  handler: ((event: Event) => unknown) | undefined,
  listenerName: string,
): (event: Event) => void {
  if (handler === undefined) return () => {};
  const runInContext = captureAsyncContext();
  let hasWarned = false;
  const warn = (error: unknown): void => {
    if (hasWarned) return;
    hasWarned = true;
    const description = isError(error) ? `${error.name}: ${error.message}` : String(error);
    emitProcessWarning(`${listenerName} of keyed-store threw, which changes nothing for the store. ${description}`);
  };
  const callHandler = async (event: Event): Promise<void> => {
    await runInContext(() => handler(event));
  };
  return (event) => hostGlobals.queueMicrotask(() => void callHandler(event).catch(warn));
}
