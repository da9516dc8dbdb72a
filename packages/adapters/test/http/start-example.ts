import { startProgram } from "../support/example-program.js";
import type { ServerProcess } from "./start-server.js";

/** Starts the server of an example, which prints `listening on <port>`; it ends with the test. */
export async function startExample(
  directory: string,
  environment: Readonly<Record<string, string>>,
): Promise<Pick<ServerProcess, "url" | "kill">> {
  const program = startProgram(directory, "server.js", { PORT: "0", ...environment });
  const [, port = ""] = await program.line(/^listening on (\d+)$/m);
  return { url: `http://127.0.0.1:${port}`, kill: async () => void (await program.end("SIGKILL")) };
}
