import type { BackendInfo, Capabilities } from "@keyed-store/core";

/** A backend in a worker answers later, whatever it is like. */
export function asWorkerBackend(info: BackendInfo): BackendInfo {
  const capabilities: Capabilities = { ...info.capabilities, synchronous: false };
  return { ...info, capabilities };
}
