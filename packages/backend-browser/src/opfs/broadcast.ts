/** What is needed of a `BroadcastChannel`: what is posted reaches all others of the origin that listen, and never the one that posted. */
export interface Broadcast {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}
