/* A program that has a store open: it writes ten entries, says so, and answers what it sees until it is told to end. */
import { openStateStore } from "keyed-store";

const [directory, backend] = process.argv.slice(2);
const store = await openStateStore({ directory, backend });
const space = store.openKeyedStore({ owner: "o", namespace: "n", maxEntries: 100 });
for (let index = 0; index < 10; index += 1) await space.register(`k${index}`, index);
process.on("message", async (/** @type {{ lookup: string } | { register: string } | "close"} */ request) => {
  if (request === "close") {
    await store.close();
    process.disconnect();
  } else if ("lookup" in request) {
    process.send?.({ found: (await space.lookup(request.lookup)) ?? null });
  } else {
    await space.register(request.register, 0);
    process.send?.({ found: null });
  }
});
process.send?.({ found: null });
