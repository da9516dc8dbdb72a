import { isKeyedStoreError } from "./keyed-store/standalone.js";

/**
 * What went wrong, for who takes notes and knows nothing of stores.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function explainError(error) {
  if (isOutOfSpace(error))
    return "There is no space left for this site. Delete some notes, or free space on this device.";
  if (!isKeyedStoreError(error)) return `Something went wrong: ${String(error)}`;
  switch (error.code) {
    case "KEYED_STORE_BACKEND_UNAVAILABLE":
      return `This window cannot keep notes. In a private window, or in a browser that is too old, open the page in a usual one. (${error.message})`;
    case "KEYED_STORE_BUSY":
      return "Another tab has the notes and does not give way. Look into your other tabs of this page, or close them, and try again.";
    case "KEYED_STORE_LIMIT_EXCEEDED":
      return "There is no room for another note: delete some, or make this one shorter.";
    case "KEYED_STORE_SCHEMA_UNSUPPORTED":
      return "These notes were written by a newer version of this page. Reload it.";
    default:
      return `The notes could not be reached: ${error.message}`;
  }
}

/**
 * Whether the browser gave the site no more space: of all failures to write, this is the one that may pass.
 *
 * @param {unknown} error
 * @returns {boolean}
 */
function isOutOfSpace(error) {
  if (isKeyedStoreError(error)) return error.retryable && /(?:OPEN|WRITE)_FAILED$/.test(error.code);
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
