import { fork } from "node:child_process";
import { on, once } from "node:events";
import { ERROR_CODES, type ErrorCode, KeyedStoreError } from "@keyed-store/core";
import type { FromWorker, NumberedDelivery, ToWorker, WorkerOptions } from "./protocol.js";

/** A worker that is up, as the source sees it. */
export interface WorkerProcess {
  readonly opened: Extract<FromWorker, { type: "opened" }>;
  /** Hands over a batch, without waiting for what becomes of it. */
  deliver(batch: readonly NumberedDelivery[]): void;
  /** The next answer. */
  acknowledged(): Promise<Extract<FromWorker, { type: "acknowledged" }>>;
  /** Lets it close its store and end. */
  close(): Promise<void>;
  /** Ends it where it stands; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a worker and waits until its store is open. */
export async function startWorkerProcess(options: WorkerOptions): Promise<WorkerProcess> {
  const child = fork(new URL("./worker.js", import.meta.url), [], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const exited = once(child, "exit");
  // The channel ends after the last message was read, which may be later than the process.
  const answers: MessageIterator = on(child, "message", { close: ["disconnect"] });
  // One that is gone cannot be told anything; that it is gone shows in its answers.
  const sendMessage = (message: ToWorker): void => void child.send(message, () => undefined);
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await exited;
  };
  try {
    sendMessage({ type: "open", options });
    return {
      opened: await awaitWorkerMessageOfType(answers, "opened"),
      deliver: (batch) => sendMessage({ type: "deliver", batch }),
      acknowledged: () => awaitWorkerMessageOfType(answers, "acknowledged"),
      async close() {
        sendMessage({ type: "close" });
        await awaitWorkerMessageOfType(answers, "closed");
        await exited;
      },
      kill,
    };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** What a worker says in messages of one type. */
type MessageOfType<T extends FromWorker["type"]> = Extract<FromWorker, { type: T }>;

type MessageIterator = AsyncIterator<unknown[], undefined>;

async function awaitWorkerMessageOfType<T extends FromWorker["type"]>(
  messages: MessageIterator,
  expectedType: T,
): Promise<MessageOfType<T>> {
  const { value } = await messages.next();
  if (value === undefined) throw workerProcessError(undefined, "The demo's worker process ended on its own.");
  // Both ends are of this package, so what a worker says is what the protocol allows.
  const answer = value[0] as FromWorker;
  if (answer.type === "failed")
    throw workerProcessError(
      ERROR_CODES.find((code) => code === answer.code),
      answer.message,
    );
  if (answer.type === expectedType) return answer as MessageOfType<T>;
  throw workerProcessError(undefined, `The demo's worker process said "${answer.type}" instead of "${expectedType}".`);
}

function workerProcessError(code: ErrorCode | undefined, message: string): KeyedStoreError {
  return new KeyedStoreError(code ?? "KEYED_STORE_WRITE_FAILED", message, { operation: "demo" });
}
