import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { main } from "../program.js";
import { type Answer, ask } from "./ask.js";

/** An inspector at work, in a process of its own. */
export interface Inspector {
  /** The address that it printed. */
  readonly address: string;
  readonly port: number;
  readonly origin: string;
  readonly token: string;
  /** Asks as the page does. */
  call(operation: string, input?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The document that an operation is answered with; throws where it failed. */
  get<T>(operation: string, input?: object): Promise<T>;
  /** Ends it as Ctrl-C does; gives its exit code and all that it printed. */
  end(): Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
}

/** Starts the built command on a directory; it ends with the test at the latest. */
export function startInspector(directory: string, ...flags: readonly string[]): Promise<Inspector> {
  return startInspectorAt(["--directory", directory, ...flags]);
}

/** Starts the built command where the flags say; it ends with the test at the latest. */
export async function startInspectorAt(flags: readonly string[]): Promise<Inspector> {
  const child = spawn(process.execPath, [main, "inspect", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  let [out, err] = ["", ""];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const printed = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      if (out.includes("\n")) resolve();
    });
    child.on("close", () => reject(new Error(`it ended: ${err}`)));
  });
  const end: Inspector["end"] = async () => {
    child.kill("SIGTERM");
    const [code] = (await ended) as [number];
    return { code, out, err };
  };
  onTestFinished(() => end().then(() => undefined));
  await printed;
  const address = out.trim();
  const { port: portText, origin, hash } = new URL(address);
  const [port, token] = [Number(portText), hash.slice(1)];
  const call: Inspector["call"] = (operation, input = {}, headers = {}) =>
    ask(port, {
      method: "POST",
      path: `/api/${operation}`,
      headers: { origin, "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify(input),
    });
  return {
    address,
    port,
    origin,
    token,
    call,
    async get(operation, input) {
      const { status, text } = await call(operation, input);
      if (status !== 200) throw new Error(`${operation} was answered with ${status}: ${text}`);
      return JSON.parse(text);
    },
    end,
  };
}
