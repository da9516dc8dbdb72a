import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** As strict as it can be: no inline script, no `eval`, nothing of other hosts, no cross-origin isolation. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; base-uri 'none'";

/**
 * Serves the files of a directory to this machine under a policy, until it is closed.
 *
 * @param {string} directory
 * @param {string} [policy]
 * @returns {Promise<{ address: string, close(): Promise<void> }>}
 */
export async function serveStrictly(directory, policy = POLICY) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://page");
    const path = join(directory, pathname === "/" ? "index.html" : pathname);
    const type = Object.entries(TYPES).find(([ending]) => ending === extname(path))?.[1] ?? "text/plain";
    const content = await readFile(path).catch(() => undefined);
    if (content === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(content);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return {
    address: `http://127.0.0.1:${address.port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
