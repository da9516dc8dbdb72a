import { once } from "node:events";
import type { WriteStream } from "node:tty";
import { defaultProviders } from "../../default-providers.js";
import type { Output, World } from "./world.js";

/** The world of this process. */
export function createProcessWorld(): World {
  return {
    stdout: createOutput(process.stdout),
    stderr: createOutput(process.stderr),
    stdin: process.stdin,
    environment: process.env,
    now: Date.now,
    providers: defaultProviders,
  };
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
