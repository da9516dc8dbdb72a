import { settled } from "../settled.mjs";

const STORE = "kv";
/** What IndexedDB calls what survives the death of the browser, and what survives the loss of power. */
const DURABILITY = { process: "relaxed", power: "strict" };

/** IndexedDB without anything between, in a transaction for each operation. */
export const indexedDatabase = {
  name: "IndexedDB",
  async open({ durability }) {
    const opening = indexedDB.open(`bench-${durability}`, 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
    const database = await settled(opening, "success");
    const options = { durability: DURABILITY[durability] };
    return {
      async set(key, value) {
        const transaction = database.transaction(STORE, "readwrite", options);
        transaction.objectStore(STORE).put(value, key);
        await settled(transaction, "complete");
      },
      get: (key) => settled(database.transaction(STORE).objectStore(STORE).get(key), "success"),
      close: () => database.close(),
    };
  },
};
