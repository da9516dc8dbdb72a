import type { Failure, LiveEvent, WatchRequest } from "./protocol.js";

/** Something that the server did not do, and why. */
export class CallError extends Error {
  readonly failure: Failure;

  /** @param failure what the server answered */
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** What the page asks the server for. */
export interface ServerClient {
  /** Asks for a document; the caller says which of the protocol's it is. */
  call<T>(operation: string, input?: object): Promise<T>;
  /** Fetches a file. */
  download(operation: string, input?: object): Promise<Blob>;
  /** Sends the lines of a file. */
  upload<T>(operation: string, file: Blob): Promise<T>;
  /** Calls `onEvent` with what comes, until the signal ends it. Rejects where the connection breaks off. */
  follow(request: WatchRequest, signal: AbortSignal, onEvent: (event: LiveEvent) => void): Promise<void>;
}

/** Where the tab, and nothing but the tab, keeps the token, so that it can be loaded again. */
const TOKEN_NAME = "keyed-store-token";

/** The token of the address, which then stands there no more, or the one that this tab had before. */
export async function takeTokenFromAddressOrSession(): Promise<string | undefined> {
  const given = location.hash.slice(1);
  if (given !== "") history.replaceState(null, "", "/");
  if (given.startsWith("once=")) {
    const { token } = await postToApi("token", undefined, JSON.stringify({ code: given.slice("once=".length) })).then(
      async (response) => (await response.json()) as { readonly token: string }, // The server answers so.
    );
    sessionStorage.setItem(TOKEN_NAME, token);
  } else if (given !== "") sessionStorage.setItem(TOKEN_NAME, given);
  return sessionStorage.getItem(TOKEN_NAME) ?? undefined;
}

/** A client that shows the token with each request. */
export function createServerClient(token: string): ServerClient {
  const ask = (operation: string, input: object = {}, signal?: AbortSignal): Promise<Response> =>
    postToApi(operation, token, JSON.stringify(input), "application/json", signal);
  return {
    call: async (operation, input) => (await ask(operation, input)).json(),
    download: async (operation, input) => (await ask(operation, input)).blob(),
    upload: async (operation, file) => (await postToApi(operation, token, file, "application/x-ndjson")).json(),
    async follow(request, signal, onEvent) {
      const { body } = await ask("live", request, signal);
      if (body === null) return;
      const reader = body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const parts = (text + value).split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts) onEvent(JSON.parse(part.replace(/^data: /, "")) as LiveEvent);
      }
    },
  };
}

async function postToApi(
  operation: string,
  token: string | undefined,
  body: string | Blob,
  contentType = "application/json",
  signal?: AbortSignal,
): Promise<Response> {
  const headers = { "content-type": contentType, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(`/api/${operation}`, {
    method: "POST",
    headers,
    // A blob would bring a type of its own.
    body: typeof body === "string" ? body : await body.arrayBuffer(),
    cache: "no-store",
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new CallError({
      code: "GONE",
      condition: "closed",
      message: "The inspector has ended. Start it again and open its new address.",
    });
  });
  if (!response.ok) throw new CallError((await response.json()) as Failure);
  return response;
}
