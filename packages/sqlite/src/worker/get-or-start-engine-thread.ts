import type { ProviderModule } from "../modules/provider-module.js";
import { type EngineThread, startEngineThread } from "./engine-thread.js";

const threads: Map<string, EngineThread> = new Map();

/** The one worker thread that this thread has for an engine; started where there is none. */
export function getOrStartEngineThread(providerModule: ProviderModule): EngineThread {
  const name = `${providerModule.url}#${providerModule.export}`;
  const known = threads.get(name);
  if (known !== undefined) return known;
  const thread = startEngineThread(providerModule, () => {
    if (threads.get(name) === thread) threads.delete(name);
  });
  threads.set(name, thread);
  return thread;
}
