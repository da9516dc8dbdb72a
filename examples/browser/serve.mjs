import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/*
 * Serves the page to this machine, as strictly as it may be served: any static server does that sends these headers.
 */

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** WebAssembly is the one thing that the page needs beyond its own files. No cross-origin isolation is needed. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PAGE = new URL("./page/", import.meta.url);
/** The package's module, and the engine beside it. */
const LIBRARY = new URL("../../packages/backend-browser/dist/flat/", import.meta.url);

const { values } = parseArgs({
  options: { host: { type: "string", default: "127.0.0.1" }, port: { type: "string", default: "8788" } },
});

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://page");
  const name = pathname === "/" ? "index.html" : pathname.slice(1);
  const type = Object.entries(TYPES).find(([ending]) => ending === extname(name))?.[1];
  const content = type === undefined ? undefined : await read(name);
  if (type === undefined || content === undefined) {
    response.writeHead(404, { "content-type": "text/plain" }).end("There is no such file.\n");
    return;
  }
  response
    .writeHead(200, {
      "content-type": type,
      "content-security-policy": POLICY,
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    })
    .end(content);
});
server.listen(Number(values.port), values.host, () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : values.port;
  console.log(`http://${values.host}:${port}/`);
});

/**
 * A file of the page or of the library.
 *
 * @param {string} name
 */
async function read(name) {
  const isOfLibrary = name.startsWith("keyed-store/");
  const base = isOfLibrary ? LIBRARY : PAGE;
  // What is asked for in a roundabout way, such as with %2e%2e, is no name of a file here.
  if (!/^[\w-]+\.\w+$/.test(isOfLibrary ? name.slice("keyed-store/".length) : name)) return undefined;
  try {
    return await readFile(fileURLToPath(new URL(isOfLibrary ? name.slice("keyed-store/".length) : name, base)));
  } catch {
    return undefined;
  }
}
