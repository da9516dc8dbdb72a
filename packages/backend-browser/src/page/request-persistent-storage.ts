import { browserGlobals } from "../opfs/browser-globals.js";

/**
 * Asks the browser to keep the data of this site until the user says otherwise, instead of removing it when space runs short. Some
 * browsers ask the user, others decide by how the site is used, so that it is worth asking again. Only a window can ask.
 *
 * @returns whether the data is kept; false also where the browser knows no such promise
 */
export async function requestPersistentStorage(): Promise<boolean> {
  try {
    return (await browserGlobals.navigator?.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}
