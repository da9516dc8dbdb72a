import { once } from "node:events";
import type { WriteStream } from "node:tty";
import { defaultProviders } from "../../default-providers.js";
import type { CommandEnvironment, Output } from "./command-environment.js";
import { loadPostgresProvider } from "./load-postgres-provider.js";

/** The world of this process. */
export function createCommandEnvironmentOfThisProcess(): CommandEnvironment {
  return {
    stdout: createOutput(process.stdout),
    stderr: createOutput(process.stderr),
    stdin: process.stdin,
    variables: process.env,
    onInterrupt: callOnceOnInterrupt,
    now: Date.now,
    providers: defaultProviders,
    createServiceProvider: loadPostgresProvider,
  };
}

function callOnceOnInterrupt(listener: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const stop = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  // A second one ends the process at once, as ever.
  const onSignal = (): void => {
    stop();
    listener();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return stop;
}

function createOutput(stream: WriteStream): Output {
  let broken: Error | undefined;
  // Without a listener, a reader that went away (`| head`) would end the process with a store open.
  stream.on("error", (error: Error) => {
    broken = error;
  });
  const isTerminal = "isTTY" in stream && stream.isTTY;
  return {
    isTerminal,
    columns: isTerminal ? stream.columns : Number.POSITIVE_INFINITY,
    async write(text) {
      if (broken !== undefined) throw broken;
      if (!stream.write(text)) await once(stream, "drain");
    },
  };
}
