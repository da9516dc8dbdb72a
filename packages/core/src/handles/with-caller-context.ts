import { captureContext } from "../async/async-context.js";
import type { Handle } from "./namespace-handle.js";

/** A handle for one operation: its schema is asked in the async context of whoever calls this (KS-THREAD-4). */
export function handleHere<T>(handle: Handle<T>): Handle<T> {
  if (handle.schema === undefined) return handle;
  const standard = handle.schema["~standard"];
  const within = captureContext();
  const validate: typeof standard.validate = (value) => within(() => standard.validate(value));
  return { ...handle, schema: { "~standard": { ...standard, validate } } };
}
