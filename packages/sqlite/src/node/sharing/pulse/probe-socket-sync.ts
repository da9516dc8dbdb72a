import { Worker } from "node:worker_threads";
import type { ConnectResult } from "./connect-result.js";

/** Numbers for the answers, as they are passed through shared memory; 0 for none. */
const ANSWERS: readonly (ConnectResult | undefined)[] = [undefined, "connected", "refused", "busy", "unclear"];

/** By then a thread has started and connected, or the machine is so busy that nothing is known. */
const PATIENCE_MS = 1_000;

const SCRIPT = `
const { workerData: { address, cell } } = require("node:worker_threads");
const tell = (answer) => {
  Atomics.store(cell, 0, answer);
  Atomics.notify(cell, 0);
};
const socket = require("node:net").connect(address);
socket.on("connect", () => {
  tell(1);
  socket.destroy();
});
socket.on("error", ({ code }) => tell({ ECONNREFUSED: 2, EAGAIN: 3 }[code] ?? 4));
`;

/**
 * Connects to a pulse while this thread is blocked: for those who wait for a store without letting the event loop turn, so
 * that no answer could come to them. Takes as long as the start of a thread.
 */
export function probeSocketSync(socketAddress: string): ConnectResult {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  try {
    const worker = new Worker(SCRIPT, {
      eval: true,
      workerData: { address: socketAddress, cell },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    worker.on("error", () => undefined);
    worker.unref();
    Atomics.wait(cell, 0, 0, PATIENCE_MS);
    return ANSWERS[Atomics.load(cell, 0)] ?? "unclear";
  } catch {
    return "unclear";
  }
}
