import type { ServerResponse } from "node:http";

/** What every answer says, whatever it is: to be kept, framed, guessed at and read from elsewhere by nobody. */
const HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** Begins an answer. */
export function sendResponseHead(
  response: ServerResponse,
  status: number,
  contentType: string,
  extraHeaders: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...HEADERS, "content-type": contentType, ...extraHeaders });
}

/** Answers with a document. */
export function sendJsonResponse(response: ServerResponse, status: number, document: unknown): void {
  sendResponseHead(response, status, "application/json");
  response.end(JSON.stringify(document));
}

/** Resolves when more can be written. Rejects when nobody reads any more. */
export async function writeResponseChunk(response: ServerResponse, chunk: string | Uint8Array): Promise<void> {
  if (response.destroyed) throw new ReaderGoneError("Nobody reads the answer any more.");
  if (response.write(chunk)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = (): void => {
      response.off("drain", settle);
      response.off("close", settle);
      if (response.destroyed) reject(new ReaderGoneError("Nobody reads the answer any more."));
      else resolve();
    };
    response.on("drain", settle);
    response.on("close", settle);
  });
}

/** The browser has closed the connection, which is no failure. */
export class ReaderGoneError extends Error {}
