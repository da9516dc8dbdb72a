import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The package as it is published: built by `scripts/browser-build.mjs`. */
export const FLAT: string = fileURLToPath(new URL("../../dist/flat", import.meta.url));

/** What is served. */
export interface ServeOptions {
  /** Pages and scripts by their paths, such as `/` and `/page.js`. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Directories whose files are served, by the beginning of the path: `/lib/`. Default: the package under `/lib/`. */
  readonly directories?: Readonly<Record<string, string>>;
  /** Sent with each answer, such as a content security policy. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The types of files by their extension, where they are to be other than usual. */
  readonly types?: Readonly<Record<string, string>>;
}

/** A server of a test's own. */
export interface Site {
  /** Without a slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  "": "text/html; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

const EMPTY_PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>test</title><link rel="icon" href="data:,">';

/** Serves files on a free port of this machine. */
export async function serve(options: ServeOptions = {}): Promise<Site> {
  const { pages = {}, directories = { "/lib/": FLAT }, headers = {}, types = {} } = options;

  async function read(path: string): Promise<string | Buffer | undefined> {
    if (pages[path] !== undefined) return pages[path];
    const [begin, directory] = Object.entries(directories).find(([each]) => path.startsWith(each)) ?? [];
    if (begin === undefined || directory === undefined) return path === "/" ? EMPTY_PAGE : undefined;
    return readFile(join(directory, normalize(`/${path.slice(begin.length)}`))).catch(() => undefined);
  }

  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    void answer(decodeURIComponent(pathname), response);
  });

  async function answer(path: string, response: ServerResponse): Promise<void> {
    const content = await read(path);
    const type = types[extname(path)] ?? TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(content === undefined ? 404 : 200, { "content-type": type, ...headers });
    response.end(content ?? "not found");
  }

  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // listening on TCP, as it was told to
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
