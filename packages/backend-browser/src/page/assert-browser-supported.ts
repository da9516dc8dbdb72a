import { backendUnavailableError } from "../errors/backend-unavailable-error.js";
import type { BrowserGlobals } from "../opfs/browser-globals.js";

const MEMORY = "Choose memoryProvider() for a store that is gone with the page.";

/**
 * Judges the page without loading anything.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` there is no place for files here, or no way to reach it; and the way out
 */
export function assertBrowserSupported({ isSecureContext, Worker, BroadcastChannel, navigator }: BrowserGlobals): void {
  if (isSecureContext === false)
    throw backendUnavailableError(
      "This page was not loaded safely, and browsers give files to secure pages alone. Serve it by https, or from localhost.",
    );
  if (Worker === undefined)
    throw backendUnavailableError(
      "No worker can be started here. In a service worker, have a page or an extension's offscreen document open the store, and send it " +
        'messages. On a server, openStateStore of "keyed-store" brings its own backends.',
    );
  if (navigator?.storage?.getDirectory === undefined)
    throw backendUnavailableError(`This browser has no private file system (OPFS). Use a newer one. ${MEMORY}`);
  if (navigator?.locks === undefined || BroadcastChannel === undefined)
    throw backendUnavailableError(`This browser has no Web Locks or no BroadcastChannel. Use a newer one. ${MEMORY}`);
}
