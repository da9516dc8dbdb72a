/** Runs `work` in the async context that was captured. */
export type RunInContext = <R>(work: () => R) => R;

// Taken at run time where there is such a module: core runs where Node's modules are not.
const { AsyncResource } = globalThis.process?.getBuiltinModule?.("node:async_hooks") ?? {};

/**
 * Captures the async context of whoever calls, so that a function of theirs can run in it later, when others' operations
 * are completed together with theirs (KS-THREAD-4). Where the host has no such contexts, or a Node before 20.16 or 22.3
 * does not give them away, the work is just done.
 */
export function captureAsyncContext(): RunInContext {
  if (AsyncResource === undefined) return (work) => work();
  // What AsyncLocalStorage.snapshot() gives is the same and takes far longer to make.
  const context = new AsyncResource("KEYED_STORE", { requireManualDestroy: true });
  return (work) => context.runInAsyncScope(work);
}
