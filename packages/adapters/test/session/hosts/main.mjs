/* A server with sessions: `node main.mjs <host> <backend> <directory>`. It sends its port when it listens. */
import { openStateStore } from "keyed-store";
import { hostNamed } from "./serve.mjs";

const [name = "", backend = "", directory = ""] = process.argv.slice(2);
const host = hostNamed(name);
const state = await openStateStore({ directory, backend, busyTimeoutMs: 60_000 });
const { start } = await host.load();
const server = await start({
  store: host.createStore(state),
  maxAgeMs: 3_600_000,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
process.on("message", async () => {
  await server.close();
  await state.close();
  process.disconnect();
});
process.send?.({ port: server.port });
