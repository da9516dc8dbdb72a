import { writeSync } from "node:fs";

const STANDARD_OUTPUT = 1;
const pause: Int32Array<SharedArrayBuffer> = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes all of a text to standard output before it returns. A pipe need not block: where its reader lags, it is full
 * and says so, and the rest is tried again.
 */
export function writeStdoutSync(text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSomeBytes(bytes, written);
}

function writeSomeBytes(bytes: Buffer, offset: number): number {
  try {
    return writeSync(STANDARD_OUTPUT, bytes, offset);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    Atomics.wait(pause, 0, 0, 1);
    return 0;
  }
}
