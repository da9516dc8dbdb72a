import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/**
 * Serves a page, and the files of a directory, to this machine until `close`. Nothing is bundled, so that a profile names what is ours.
 *
 * @param {{ page: string, directory: URL }} site the directory's address ends in a slash
 */
export async function serve({ page, directory }) {
  const server = createServer(async ({ url }, response) => {
    if (url === "/") return response.setHeader("content-type", "text/html").end(page);
    // An address has no "..", once it is parsed.
    const { pathname } = new URL(url, "http://localhost");
    try {
      const content = await readFile(new URL(`.${pathname}`, directory));
      response.setHeader("content-type", TYPES[extname(pathname)] ?? "application/octet-stream").end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
