import type { EngineThread } from "../../worker/engine-thread.js";
import { keepOneThread } from "../../worker/keep-one-thread.js";
import type { ProviderModule } from "../modules/provider-module.js";
import { startEngineThread } from "./start-engine-thread.js";

const threads: Map<string, () => EngineThread> = new Map();

/** The one worker thread that this thread has for an engine; started where there is none. */
export function getOrStartEngineThread(providerModule: ProviderModule): EngineThread {
  const name = `${providerModule.url}#${providerModule.export}`;
  const getThread = threads.get(name) ?? keepOneThread((onEnd) => startEngineThread(providerModule, onEnd));
  threads.set(name, getThread);
  return getThread();
}
