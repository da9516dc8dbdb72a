import { expect, it } from "vitest";
import { describeBackends } from "../support/backends.js";
import { startChild } from "../support/child.js";
import { makeDirectory } from "../support/make-directory.js";

describeBackends("an h3 app with a mount of unstorage's, named by the package", ({ name: backend }) => {
  /** As it stands in the configuration of Nitro and Nuxt. */
  const start = async (directory: string) => {
    const mount = { driver: "@keyed-store/adapters/unstorage", open: { directory, backend }, namespace: "items" };
    const child = await startChild("h3-app.mjs", [JSON.stringify({ state: mount })]);
    const at = (path: string): string => new URL(path, String(child.ready)).href;
    return {
      kill: child.kill,
      put: async (key: string, value: unknown) =>
        (await fetch(at(`/items/${key}`), { method: "PUT", body: JSON.stringify(value) })).json(),
      get: async (key: string) => fetch(at(`/items/${key}`)),
      keys: async () => (await (await fetch(at("/items"))).json()) as string[], // what the app answers
      clear: async () => (await fetch(at("/items"), { method: "DELETE" })).json(),
    };
  };

  it("has after kill -9 all that it answered for, and shares it with another process", async () => {
    const directory = makeDirectory();
    const first = await start(directory);
    const items = Array.from({ length: 20 }, (_, index) => `item${index}`);
    const answers = await Promise.all(items.map((item) => first.put(item, { item, list: [1, null, "ü"] })));
    expect(answers).toEqual(items.map(() => ({ kept: true })));
    await first.kill();

    const [second, third] = await Promise.all([start(directory), start(directory)]);
    expect((await second.keys()).sort()).toEqual(items.map((item) => `state:${item}`).sort());
    expect(await (await third.get("item7")).json()).toEqual({ item: "item7", list: [1, null, "ü"] });
    await third.put("item7", { changed: true });
    expect(await (await second.get("item7")).json()).toEqual({ changed: true });
    expect(await second.clear()).toEqual({ cleared: true });
    expect((await third.get("item7")).status).toBe(404);
  });
});
