import { platform } from "node:process";
import { hostGlobals } from "@keyed-store/core";

const TRIES = 40;
const PAUSE_MS = 50;

/**
 * Makes a call of the suite's own on files. On Windows it is made again for two seconds where another program has one of
 * them open, such as a scanner: that says nothing about the backend.
 */
export async function retryWhileFileHeld<T>(call: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await call();
    } catch (error) {
      if (platform !== "win32" || tried === TRIES || !isFileHeldError(error)) throw error;
      await new Promise<void>((resolve) => hostGlobals.setTimeout(resolve, PAUSE_MS));
    }
  }
}

function isFileHeldError(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "EBUSY" || error.code === "EPERM" || error.code === "EACCES";
}
