import type { IncomingMessage, ServerResponse } from "node:http";
import { isKeyedStoreError } from "@keyed-store/core";
import type { AnswerStream } from "../api/answer-stream.js";
import type { ApiOperation, ApiRequestBody, InspectorContext } from "../api/api-operation.js";
import { listSessions } from "../api/list-sessions.js";
import { countEntriesWithPrefix, readEntryDocument } from "../api/read-entry-document.js";
import { readEntryPage } from "../api/read-entry-page.js";
import { readKeyFolderPage } from "../api/read-key-folder-page.js";
import { readStoreOverview } from "../api/read-store-overview.js";
import { clearPrefixIfCountUnchanged, sweepAllExpiredEntries } from "../api/remove-entries.js";
import { streamLiveEvents } from "../api/stream-live-events.js";
import { importRecordLines, streamBackup, streamExport } from "../api/stream-transfers.js";
import { deleteEntryIfVersion, putValueIfVersion, setExpiryIfVersion } from "../api/write-entry-if-version.js";
import { describeFailure } from "../store/describe-failure.js";
import { findRefusalUnlessPostFromInspectorPage } from "./find-request-refusal.js";
import type { InspectorAccessTokens } from "./inspector-access-tokens.js";
import { BodyTooLargeError, readBodyAsJsonObject, readBodyChunksUpTo } from "./read-body.js";
import { ReaderGoneError, sendJsonResponse, sendResponseHead, writeResponseChunk } from "./send.js";

const LARGEST_BODY = 512 * 1024;
const LARGEST_IMPORT = 64 * 1024 * 1024;

/** All that can be asked. Nothing else of a request's path means anything. */
const CALLS: ReadonlyMap<string, ApiOperation> = new Map<string, ApiOperation>([
  ["overview", readStoreOverview],
  ["entries", readEntryPage],
  ["tree", readKeyFolderPage],
  ["entry", readEntryDocument],
  ["count", countEntriesWithPrefix],
  ["sessions", listSessions],
  ["put", putValueIfVersion],
  ["expire", setExpiryIfVersion],
  ["delete", deleteEntryIfVersion],
  ["clear", clearPrefixIfCountUnchanged],
  ["sweep", sweepAllExpiredEntries],
]);

type StreamCall = (context: InspectorContext, input: ApiRequestBody, answer: AnswerStream) => Promise<void>;

const STREAMS: ReadonlyMap<string, StreamCall> = new Map<string, StreamCall>([
  ["live", streamLiveEvents],
  ["export", streamExport],
  ["backup", streamBackup],
]);

/** What a request of the page is answered with. */
export interface ApiServer {
  readonly context: InspectorContext;
  readonly accessTokens: InspectorAccessTokens;
  /** Aborted when the server ends. */
  readonly serverEndSignal: AbortSignal;
}

/** Answers a request to `/api/…`. Never rejects. */
export async function handleApiRequest(
  server: ApiServer,
  operationName: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = findRefusalUnlessPostFromInspectorPage(
    request,
    operationName === "import" ? "application/x-ndjson" : "application/json",
  );
  if (refusal !== undefined) {
    sendJsonResponse(response, refusal.status, { code: "REFUSED", message: refusal.message });
    return;
  }
  try {
    if (operationName === "token") await exchangeCodeForToken(server, request, response);
    else if (!server.accessTokens.matches(/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1]))
      sendJsonResponse(response, 401, { code: "REFUSED", message: "Open the address that the inspector printed." });
    else await runAndAnswerApiOperation(server, operationName, request, response);
  } catch (error) {
    sendErrorResponse(server, response, error);
  }
}

async function exchangeCodeForToken(
  { accessTokens }: ApiServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { code } = (await readBodyAsJsonObject(request, LARGEST_BODY)) ?? {};
  const found = typeof code === "string" ? accessTokens.redeemOneTimeCode(code) : undefined;
  if (found === undefined)
    sendJsonResponse(response, 401, { code: "REFUSED", message: "This code was used, or is too old." });
  else sendJsonResponse(response, 200, { token: found });
}

async function runAndAnswerApiOperation(
  { context, serverEndSignal }: ApiServer,
  operationName: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (operationName === "import") {
    sendJsonResponse(response, 200, await importRecordLines(context, readBodyChunksUpTo(request, LARGEST_IMPORT)));
    return;
  }
  const [call, stream] = [CALLS.get(operationName), STREAMS.get(operationName)];
  if (call === undefined && stream === undefined) {
    sendJsonResponse(response, 404, { code: "REFUSED", message: "There is no such operation." });
    return;
  }
  const input = await readBodyAsJsonObject(request, LARGEST_BODY);
  if (input === undefined)
    sendJsonResponse(response, 400, { code: "REFUSED", message: "The body is not a JSON object." });
  else if (call !== undefined) sendJsonResponse(response, 200, await call(context, input));
  else await stream?.(context, input, createAnswerStream(response, serverEndSignal));
  if (!response.writableEnded) response.end();
}

function createAnswerStream(response: ServerResponse, serverEndSignal: AbortSignal): AnswerStream {
  const leaving = new AbortController();
  response.on("close", () => leaving.abort());
  return {
    begin: (contentType) => sendResponseHead(response, 200, contentType),
    write: (chunk) => writeResponseChunk(response, chunk),
    signal: AbortSignal.any([leaving.signal, serverEndSignal]),
  };
}

function sendErrorResponse({ context }: ApiServer, response: ServerResponse, error: unknown): void {
  if (error instanceof ReaderGoneError || response.destroyed) return;
  // What is cut short must not pass for whole.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof BodyTooLargeError) {
    // The rest of it is not waited for.
    response.shouldKeepAlive = false;
    response.on("finish", () => response.req.destroy());
    sendJsonResponse(response, 413, { code: "REFUSED", message: error.message });
    return;
  }
  sendJsonResponse(response, toHttpStatus(error), describeFailure(error, context.place));
}

function toHttpStatus(error: unknown): number {
  if (!isKeyedStoreError(error)) return 500;
  switch (error.code) {
    case "KEYED_STORE_INVALID_INPUT":
    case "KEYED_STORE_LIMIT_EXCEEDED":
      return 400;
    case "KEYED_STORE_FORBIDDEN":
      return 403;
    case "KEYED_STORE_CONFLICT":
      return 409;
    default:
      return 503;
  }
}
