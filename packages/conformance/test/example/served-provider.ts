import type { BackendProvider } from "@keyed-store/core";
import { smallProvider } from "./small-provider.js";

// In place of a server: what it keeps at each address. Yours is in another process.
export const server = new Map<string, BackendProvider>();

/** The backend `served`: where its stores are, its own options say. */
export function servedProvider({ address }: { readonly address: string }): BackendProvider {
  const stored = server.get(address) ?? smallProvider();
  server.set(address, stored);
  return { ...stored, name: "small", place: "service" };
}
