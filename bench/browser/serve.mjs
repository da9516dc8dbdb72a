import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/**
 * Serves a page, and the files of some directories, to this machine until `close`. Nothing is bundled, so that a profile names what is ours.
 *
 * @param {{ page: string, directories: Record<string, URL> }} site each directory by its path, from slash to slash
 */
export async function serve({ page, directories }) {
  const server = createServer(async ({ url }, response) => {
    if (url === "/") return response.setHeader("content-type", "text/html").end(page);
    const path = normalize(decodeURI(new URL(url, "http://localhost").pathname))
      .split(sep)
      .join("/");
    const [mount, directory] = Object.entries(directories).find(([mount]) => path.startsWith(mount)) ?? [];
    try {
      const text = await readFile(fileURLToPath(new URL(path.slice(mount.length), directory)));
      response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream").end(text);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
