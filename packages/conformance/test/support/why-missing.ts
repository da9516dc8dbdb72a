import type { BackendProvider } from "@keyed-store/core";

/** Why a backend cannot run here; `undefined` where it can. */
export async function whyMissing(provider: BackendProvider): Promise<string | undefined> {
  try {
    provider.check();
    await provider.load();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
