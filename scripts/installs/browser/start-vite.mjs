import { spawn } from "node:child_process";
import { once } from "node:events";
import { consumerEnvironment } from "../workshop.mjs";
import { POLICY } from "./serve-strictly.mjs";

/** A program of the page's author; port 0 is any that is free. */
const PROGRAM = `import { createServer } from "vite";
const headers = { "content-security-policy": ${JSON.stringify(POLICY)} };
const server = await createServer({ server: { host: "127.0.0.1", port: 0, headers }, logLevel: "error" });
await server.listen();
console.log(\`http://127.0.0.1:\${server.httpServer.address().port}\`);
`;

/**
 * Starts Vite's development server in a directory that has a page and settings, under the same policy, until it is closed.
 *
 * @param {string} directory
 * @returns {Promise<import("../../browser/serve-site.mjs").Site>}
 */
export async function startVite(directory) {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", PROGRAM], {
    cwd: directory,
    env: consumerEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const said = await Promise.race([
    once(child.stdout.setEncoding("utf8"), "data").then(([text]) => text.trim()),
    ended.then(([code]) => Promise.reject(new Error(`vite ended with code ${code}`))),
  ]);
  return {
    origin: said,
    async close() {
      child.kill();
      await ended;
    },
  };
}
