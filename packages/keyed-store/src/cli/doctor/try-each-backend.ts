import { performance } from "node:perf_hooks";
import { type BackendInfo, type BackendProvider, isError, type SelectionStage } from "@keyed-store/core";

/** What came of trying one backend on a scratch store. */
export interface BackendTrial {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
  /** The engine, where it could be loaded. */
  readonly info?: BackendInfo;
  /** At which step it was refused, and why. */
  readonly stage?: SelectionStage;
  readonly code?: string;
  readonly message?: string;
}

/** Tries each backend as selection would (KS-SEL-2), touching no store. */
export async function tryEachBackend(providers: readonly BackendProvider[]): Promise<readonly BackendTrial[]> {
  const trials: BackendTrial[] = [];
  for (const provider of providers) trials.push(await tryBackend(provider));
  return trials;
}

async function tryBackend(provider: BackendProvider): Promise<BackendTrial> {
  const started = performance.now();
  const durationMs = (): number => performance.now() - started;
  let stage: SelectionStage = "static";
  let info: BackendInfo | undefined;
  try {
    provider.check();
    stage = "apart";
    await provider.tryApart?.();
    stage = "load";
    const loaded = await provider.load();
    ({ info } = loaded);
    stage = "trial";
    await loaded.trial();
    return { name: provider.name, ok: true, durationMs: durationMs(), info };
  } catch (error) {
    const known = info === undefined ? {} : { info };
    return {
      name: provider.name,
      ok: false,
      durationMs: durationMs(),
      ...known,
      stage,
      ...toErrorCodeAndMessage(error),
    };
  }
}

function toErrorCodeAndMessage(error: unknown): { readonly code: string; readonly message: string } {
  if (!isError(error)) return { code: "UNKNOWN", message: String(error) };
  return { code: "code" in error ? String(error.code) : error.name, message: error.message };
}
