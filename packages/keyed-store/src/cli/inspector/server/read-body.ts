import type { IncomingMessage } from "node:http";

/** A body is larger than it may be. */
export class BodyTooLargeError extends Error {}

/** The chunks of a body, as long as they are no more than so many bytes together. */
export async function* readBodyChunksUpTo(
  request: IncomingMessage,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  // Who stops reading can still answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new BodyTooLargeError(`A body may have ${maxBytes} bytes.`);
    yield chunk;
  }
}

/** The JSON object that a body holds; undefined where it is none. */
export async function readBodyAsJsonObject(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBodyChunksUpTo(request, maxBytes)) chunks.push(chunk);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
