import { fileURLToPath } from "node:url";
import { FLAT, type Site, serve } from "../support/serve.js";

const PAGES = fileURLToPath(new URL("page", import.meta.url));
const TAB =
  '<!doctype html><html lang="en"><title>tab</title><link rel="icon" href="data:,"><script type="module" src="/page/tab.js"></script>';

/** Serves the pages with writers in them, and one at `/elsewhere.html` that does nothing. */
export function openSite(): Promise<Site> {
  return serve({
    pages: { "/tab.html": TAB, "/elsewhere.html": TAB.slice(0, TAB.indexOf("<script")) },
    directories: { "/lib/": FLAT, "/page/": PAGES },
  });
}
