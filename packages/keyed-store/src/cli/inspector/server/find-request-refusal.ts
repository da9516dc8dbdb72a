import type { IncomingMessage } from "node:http";

/** A request that is not answered, and why. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

const LARGEST_URL = 256;

/**
 * Whether a request may be answered at all, before anything else is looked at. The name that it was sent to must be one of this
 * machine, or a page that made its own name lead here could read the answers; and no other page may have sent it.
 */
export function findRefusalUnlessForThisServer(request: IncomingMessage, port: number): Refusal | undefined {
  const hosts = ["127.0.0.1", "localhost", "[::1]"].map((name) => (port === 80 ? name : `${name}:${port}`));
  const { host, origin, "sec-fetch-site": site } = request.headers;
  // Node keeps the first of several Host headers, and some other programs the last.
  const hostCount = request.rawHeaders.filter((name, index) => index % 2 === 0 && /^host$/i.test(name)).length;
  if (host === undefined || hostCount !== 1 || !hosts.includes(host))
    return { status: 421, message: "This address is not the inspector's: use the one that it printed." };
  if (request.url === undefined || request.url.length > LARGEST_URL)
    return { status: 414, message: "No such address." };
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, message: "Another page has no business here." };
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return { status: 403, message: "Another page has no business here." };
  return undefined;
}

/** Whether a request is one that the page itself makes: a POST of JSON, from the page's own origin. */
export function findRefusalUnlessPostFromInspectorPage(
  request: IncomingMessage,
  requiredContentType: string,
): Refusal | undefined {
  if (request.method !== "POST") return { status: 405, message: "It takes POST." };
  if (request.headers.origin === undefined) return { status: 403, message: "It takes requests of its own page alone." };
  if (request.headers["sec-fetch-site"] === "none")
    return { status: 403, message: "It takes requests of its own page." };
  if (request.headers["content-type"] !== requiredContentType)
    return { status: 415, message: `It takes ${requiredContentType}.` };
  return undefined;
}
