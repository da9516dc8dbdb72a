import type { ProviderModule } from "../modules/provider-module.js";
import { startThread, type Thread } from "./engine-thread.js";

const threads: Map<string, Thread> = new Map();

/** The one worker thread that this thread has for an engine; started where there is none. */
export function threadFor(module: ProviderModule): Thread {
  const name = `${module.url}#${module.export}`;
  const known = threads.get(name);
  if (known !== undefined) return known;
  const thread = startThread(module, () => {
    if (threads.get(name) === thread) threads.delete(name);
  });
  threads.set(name, thread);
  return thread;
}
