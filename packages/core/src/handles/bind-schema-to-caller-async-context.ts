import { captureAsyncContext } from "../async/async-context.js";
import type { NamespaceHandle } from "./namespace-handle.js";

/** A handle for one operation: its schema is asked in the async context of whoever calls this (KS-THREAD-4). */
export function bindSchemaToCallerAsyncContext<T>(handle: NamespaceHandle<T>): NamespaceHandle<T> {
  if (handle.schema === undefined) return handle;
  const standard = handle.schema["~standard"];
  const runInContext = captureAsyncContext();
  const validate: typeof standard.validate = (value) => runInContext(() => standard.validate(value));
  return { ...handle, schema: { "~standard": { ...standard, validate } } };
}
