import type { BackendProvider } from "../backend/backend-provider.js";

/** Whether the provider itself is told where its stores are (KS-SEL-5). */
export function isService({ place }: Pick<BackendProvider, "place">): boolean {
  return place === "service";
}
