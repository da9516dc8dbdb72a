/*
 * A program under Node's permission model: it opens a store in a directory, uses it, and says what came of it. Run by
 * permission-model.test.ts with the Node of the workspace, and by scripts/runtimes.mjs with others.
 */
import { openStateStore } from "keyed-store";

const [directory = "", backend] = process.argv.slice(2);
try {
  const store = await openStateStore({ directory, backend, durability: "power" });
  const space = store.openKeyedStore({ namespace: "n", maxEntries: 5 });
  await space.register("key", 1);
  await store.flush();
  await store.backup(`${directory}/../copy-of-${backend}.sqlite`);
  const { ok } = await store.probe();
  process.stdout.write(`${JSON.stringify({ value: await space.lookup("key"), ok })}\n`);
  await store.close();
} catch (error) {
  const { code, message } = /** @type {Error & { code?: string }} */ (error);
  process.stdout.write(`${JSON.stringify({ code, message })}\n`);
}
