/*
 * Keeps the page's own files, so that it opens without a network. The notes are not its business: they are in the store.
 */

const CACHE = "notes-page";
const FILES = [
  "./",
  "main.js",
  "ask.js",
  "create-note-list.js",
  "edit-note.js",
  "exchange.js",
  "explain-error.js",
  "export-notes.js",
  "find-element.js",
  "import-notes.js",
  "open-notes.js",
  "notes.css",
  "icon.svg",
  "manifest.webmanifest",
  "keyed-store/standalone.js",
  "keyed-store/engine.wasm",
];

/**
 * What is needed of a service worker, of which the types of a page know nothing.
 *
 * @typedef {{ waitUntil(work: Promise<unknown>): void }} LifeEvent
 * @typedef {{ request: Request, respondWith(answer: Promise<Response>): void }} FetchEvent
 * @typedef {{
 *   clients: { claim(): Promise<void> },
 *   addEventListener(type: "install" | "activate", listener: (event: LifeEvent) => void): void,
 *   addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void,
 * }} ServiceWorkerScope
 */
const scope = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));

scope.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(scope.clients.claim());
});

scope.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

/**
 * The network goes first, so that a new version of the page is seen as soon as there is one.
 *
 * @param {Request} request
 */
async function answer(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept === undefined) throw error;
    return kept;
  }
}
