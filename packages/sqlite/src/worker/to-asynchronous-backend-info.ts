import type { BackendInfo, Capabilities } from "@keyed-store/core";

/** A backend in a worker answers later, whatever it is like. */
export function toAsynchronousBackendInfo(backendInfo: BackendInfo): BackendInfo {
  const capabilities: Capabilities = { ...backendInfo.capabilities, synchronous: false };
  return { ...backendInfo, capabilities };
}
