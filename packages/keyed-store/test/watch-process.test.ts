import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { backends } from "./support/on.js";
import { main, program, scratch } from "./support/program.js";

const directory = scratch();
const entry = new URL("../dist/index.js", import.meta.url).href;

/** Runs a program on a store that it does not close. */
async function runProgram(backend: string, thread: string, body: string): Promise<string> {
  const text = `
    import { createMemoryFront, openStateStore } from ${JSON.stringify(entry)};
    const options = { directory: process.argv[1], backend: process.argv[2], thread: process.argv[3] };
    const store = await openStateStore(options);
    const keyed = store.openKeyedStore({ namespace: "n", maxEntries: 10 });
    ${body}
  `;
  const argv = ["--input-type=module", "-e", text, directory(), backend, thread];
  return (await promisify(execFile)(process.execPath, argv)).stdout;
}

describe.each(backends.flatMap((backend) => [[backend, "main"] as const, [backend, "worker"] as const]))(
  "KS-WATCH-3 a process that watches, with the engine %s in the %s thread",
  (backend, thread) => {
    it("stays alive while a change is awaited, and ends when nobody awaits one", async () => {
      // In real time, since the end of a real process is the thing under test: without the watch it ends at once.
      const body = `
        setTimeout(() => keyed.register("key", 1), 300).unref();
        for await (const { key } of keyed.watch()) {
          console.log(key);
          break;
        }`;
      expect(await runProgram(backend, thread, body)).toBe("key\n");
    });

    it("ends where nobody reads its watches, and where a front follows", async () => {
      const body = `
        keyed.watch();
        createMemoryFront(keyed, { maxEntries: 10, follow: true, onError: console.error });
        await keyed.register("key", 1);
        console.log("done");`;
      expect(await runProgram(backend, thread, body)).toBe("done\n");
    });
  },
);

describe("KS-WATCH-3 keyed-store watch in a process of its own", () => {
  it.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)("ends well by %s", async (signal) => {
    const place = directory();
    expect((await program(["set", "o", "n", "k", "1", "-d", place])).code).toBe(0);
    const child = spawn(process.execPath, [main, "watch", "o", "n", "--initial", "-d", place], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (text: Buffer) => {
      err += text.toString();
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    expect(line.toString()).toMatch(/ {2}k {2}1\n$/);
    child.kill(signal);
    const [code] = (await once(child, "close")) as [number];
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});
