import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/**
 * What is served.
 *
 * @typedef {object} ServeSiteOptions
 * @property {Readonly<Record<string, string>>} [pages] pages and scripts by their paths, such as `/` and `/page.js`
 * @property {Readonly<Record<string, string>>} [directories] directories whose files are served, by the beginning of the path: `/lib/`
 * @property {Readonly<Record<string, string>>} [headers] sent with each answer, such as a content security policy
 * @property {Readonly<Record<string, string>>} [types] the types of files by their extension, where they are to be other than usual
 */

/**
 * A server of a test's or a bench's own.
 *
 * @typedef {object} Site
 * @property {string} origin without a slash at its end
 * @property {() => Promise<void>} close
 */

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  "": "text/html; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * Serves pages and files to this machine, on a free port. Nothing is bundled.
 *
 * @param {ServeSiteOptions} options
 * @returns {Promise<Site>}
 */
export async function serveSite({ pages = {}, directories = {}, headers = {}, types = {} }) {
  /** @param {string} path @returns {Promise<string | Buffer | undefined>} */
  async function read(path) {
    const page = pages[path];
    if (page !== undefined) return page;
    const [begin, directory] = Object.entries(directories).find(([each]) => path.startsWith(each)) ?? [];
    if (begin === undefined || directory === undefined) return undefined;
    return readFile(join(directory, normalize(`/${path.slice(begin.length)}`))).catch(() => undefined);
  }

  const server = createServer(async ({ url }, response) => {
    const path = decodeURIComponent(new URL(url ?? "/", "http://localhost").pathname);
    const content = await read(path);
    const type = types[extname(path)] ?? TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(content === undefined ? 404 : 200, { "content-type": type, ...headers });
    response.end(content ?? "not found");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
