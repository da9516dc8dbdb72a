import { createErrorAnswer } from "./create-error-answer.mjs";
import { readBody } from "./read-body.mjs";

/** Of a herd, such as comes after a restart, the rest is told to come again, lest it take all sockets and memory. */
export const MOST_AT_ONCE = 256;

/**
 * Answers requests: pages with GET, and the actions of plugins with POST.
 *
 * @param {{
 *   pages: Readonly<Record<string, () => Promise<{ type: string, text: string }>>>,
 *   action: (plugin: string, name: string) => import("../plugin.js").Action | undefined,
 *   isClosing: () => boolean,
 * }} site
 * @returns {import("node:http").RequestListener}
 */
export function createRequestListener({ pages, action, isClosing }) {
  let underWay = 0;

  return async (request, response) => {
    const { status, headers, text } = await respond(request);
    // Whoever is told so opens the next connection to the instance that comes after this one.
    if (isClosing()) response.setHeader("connection", "close");
    response.writeHead(status, { "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers });
    response.end(text);
  };

  /** @param {import("node:http").IncomingMessage} request */
  async function respond(request) {
    try {
      const path = (request.url ?? "/").split("?")[0] ?? "/";
      return request.method === "POST" ? await act(path, request) : await show(path);
    } catch (error) {
      return toJsonReply(createErrorAnswer(error));
    }
  }

  /** @param {string} path */
  async function show(path) {
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page === undefined) return toJsonReply({ status: 404, body: { error: "there is nothing here" } });
    const { type, text } = await page();
    return { status: 200, headers: { "content-type": type }, text };
  }

  /**
   * @param {string} path
   * @param {import("node:http").IncomingMessage} request
   */
  async function act(path, request) {
    const [, plugin = "", name = "", ...rest] = path.split("/");
    const found = rest.length === 0 ? action(plugin, name) : undefined;
    if (found === undefined) return toJsonReply({ status: 404, body: { error: "no plugin does this" } });
    if (underWay >= MOST_AT_ONCE)
      return toJsonReply({ status: 503, retryAfterMs: 1000, body: { error: "too much at once" } });
    underWay++;
    try {
      return toJsonReply(await found(await readBody(request)));
    } finally {
      underWay--;
    }
  }
}

/** @param {import("../plugin.js").Answer} answer */
function toJsonReply({ status = 200, retryAfterMs, body }) {
  const retry = retryAfterMs === undefined ? {} : { "retry-after": `${Math.ceil(retryAfterMs / 1000)}` };
  return { status, headers: { "content-type": "application/json", ...retry }, text: JSON.stringify(body) };
}
