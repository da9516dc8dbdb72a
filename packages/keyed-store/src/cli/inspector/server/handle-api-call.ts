import type { IncomingMessage, ServerResponse } from "node:http";
import { isKeyedStoreError } from "@keyed-store/core";
import type { AnswerStream } from "../api/answer-stream.js";
import type { Call, CallInput, InspectorContext } from "../api/call.js";
import { describeStore } from "../api/describe-store.js";
import { followChanges } from "../api/follow-changes.js";
import { listEntries } from "../api/list-entries.js";
import { listSessions } from "../api/list-sessions.js";
import { listTree } from "../api/list-tree.js";
import { countEntries, readEntry } from "../api/read-entry.js";
import { clearPrefix, sweepExpired } from "../api/remove-entries.js";
import { exportEntries, importLines, sendBackup } from "../api/transfer.js";
import { deleteVersion, putValue, setExpiry } from "../api/write-entry.js";
import { describeFailure } from "../store/describe-failure.js";
import { refuseUnlessFromPage } from "./check-request.js";
import type { LaunchToken } from "./launch-token.js";
import { BodyTooLargeError, readJsonObject, readLimited } from "./read-body.js";
import { ReaderGoneError, sendHead, sendJson, writeChunk } from "./send.js";

const LARGEST_BODY = 512 * 1024;
const LARGEST_IMPORT = 64 * 1024 * 1024;

/** All that can be asked. Nothing else of a request's path means anything. */
const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ["overview", describeStore],
  ["entries", listEntries],
  ["tree", listTree],
  ["entry", readEntry],
  ["count", countEntries],
  ["sessions", listSessions],
  ["put", putValue],
  ["expire", setExpiry],
  ["delete", deleteVersion],
  ["clear", clearPrefix],
  ["sweep", sweepExpired],
]);

type StreamCall = (context: InspectorContext, input: CallInput, answer: AnswerStream) => Promise<void>;

const STREAMS: ReadonlyMap<string, StreamCall> = new Map<string, StreamCall>([
  ["live", followChanges],
  ["export", exportEntries],
  ["backup", sendBackup],
]);

/** What a request of the page is answered with. */
export interface CallServer {
  readonly context: InspectorContext;
  readonly token: LaunchToken;
  /** Aborted when the server ends. */
  readonly ending: AbortSignal;
}

/** Answers a request to `/api/…`. Never rejects. */
export async function handleApiCall(
  server: CallServer,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refuseUnlessFromPage(request, name === "import" ? "application/x-ndjson" : "application/json");
  if (refusal !== undefined) {
    sendJson(response, refusal.status, { code: "REFUSED", message: refusal.message });
    return;
  }
  try {
    if (name === "token") await giveToken(server, request, response);
    else if (!server.token.matches(/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1]))
      sendJson(response, 401, { code: "REFUSED", message: "Open the address that the inspector printed." });
    else await answerCall(server, name, request, response);
  } catch (error) {
    sendFailure(server, response, error);
  }
}

async function giveToken({ token }: CallServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { code } = (await readJsonObject(request, LARGEST_BODY)) ?? {};
  const found = typeof code === "string" ? token.redeem(code) : undefined;
  if (found === undefined) sendJson(response, 401, { code: "REFUSED", message: "This code was used, or is too old." });
  else sendJson(response, 200, { token: found });
}

async function answerCall(
  { context, ending }: CallServer,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (name === "import") {
    sendJson(response, 200, await importLines(context, readLimited(request, LARGEST_IMPORT)));
    return;
  }
  const [call, stream] = [CALLS.get(name), STREAMS.get(name)];
  if (call === undefined && stream === undefined) {
    sendJson(response, 404, { code: "REFUSED", message: "There is no such operation." });
    return;
  }
  const input = await readJsonObject(request, LARGEST_BODY);
  if (input === undefined) sendJson(response, 400, { code: "REFUSED", message: "The body is not a JSON object." });
  else if (call !== undefined) sendJson(response, 200, await call(context, input));
  else await stream?.(context, input, createAnswerStream(response, ending));
  if (!response.writableEnded) response.end();
}

function createAnswerStream(response: ServerResponse, ending: AbortSignal): AnswerStream {
  const leaving = new AbortController();
  response.on("close", () => leaving.abort());
  return {
    begin: (contentType) => sendHead(response, 200, contentType),
    write: (chunk) => writeChunk(response, chunk),
    signal: AbortSignal.any([leaving.signal, ending]),
  };
}

function sendFailure({ context }: CallServer, response: ServerResponse, error: unknown): void {
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
    sendJson(response, 413, { code: "REFUSED", message: error.message });
    return;
  }
  sendJson(response, findStatus(error), describeFailure(error, context.databasePath));
}

function findStatus(error: unknown): number {
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
