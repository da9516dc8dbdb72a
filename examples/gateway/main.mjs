import { startGateway } from "./gateway.mjs";
import { parseSettings } from "./parse-settings.mjs";

/*
 * The gateway as a program: `node examples/gateway/main.mjs`. It says in lines of JSON what happens, ends cleanly on SIGTERM
 * and SIGINT (on Windows, which has no such signals, when whoever started it sends "shutdown"), and may be killed at any time.
 */
const say = (/** @type {object} */ line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const settings = parseSettings(process.argv.slice(2), process.env);
const gateway = await startGateway(settings);
const { backend, databasePath } = gateway.store;
say({ event: "ready", url: gateway.url, instance: settings.instance, backend: backend.name, databasePath });

const stop = async (/** @type {string} */ reason) => {
  process.off("SIGTERM", stop).off("SIGINT", stop).off("message", hear); // a second signal ends it at once
  say({ event: "stopping", reason });
  await gateway.close();
  say({ event: "stopped" });
};
const hear = (/** @type {unknown} */ message) => {
  if (message === "shutdown") void stop(message);
};
process.on("SIGTERM", stop).on("SIGINT", stop).on("message", hear);
