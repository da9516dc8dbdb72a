/*
 * A real h3 app with a mount of unstorage, made as Nitro makes it of its configuration: the driver is imported by the name of the
 * package, by default, and called with the mount's options, which are data. It tells the port on which it listens.
 */
import { H3, HTTPError, serve } from "h3";
import { createStorage } from "unstorage";

/** @type {Record<string, { driver: string }>} */
const mounts = JSON.parse(process.argv[2] ?? "{}");
const storage = createStorage({});
for (const [base, options] of Object.entries(mounts)) {
  const { default: driver } = await import(options.driver);
  storage.mount(base, driver(options));
}

const app = new H3()
  .get("/items", async () => storage.getKeys("state"))
  .get("/items/:key", async ({ context }) => {
    const value = await storage.getItem(`state:${context.params?.["key"]}`);
    if (value === null) throw new HTTPError({ status: 404 });
    return value;
  })
  .put("/items/:key", async ({ context, req }) => {
    await storage.setItem(`state:${context.params?.["key"]}`, await req.json());
    return { kept: true };
  })
  .delete("/items", async () => {
    await storage.clear("state");
    return { cleared: true };
  });

const server = serve(app, { port: 0, hostname: "127.0.0.1", silent: true });
await server.ready();
process.send?.(server.url);
