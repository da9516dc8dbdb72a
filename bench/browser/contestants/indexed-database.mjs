import { settled } from "../settled.mjs";

const STORE = "kv";
/** What IndexedDB calls what survives the death of the browser, and what survives the loss of power. */
const DURABILITY = { process: "relaxed", power: "strict" };

/** IndexedDB without anything between: in a transaction for each operation; and in one for all that are in flight. */
export const indexedDatabases = [
  { name: "IndexedDB", isJoined: false },
  { name: "IndexedDB, joined by hand", isJoined: true },
].map(({ name, isJoined }) => ({
  name,
  ...(isJoined ? { operations: ["set, 100 in flight", "get, 100 in flight"] } : {}),
  async open({ durability }) {
    const opening = indexedDB.open(`bench, ${name}, ${durability}`, 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
    const database = await settled(opening, "success");
    const options = { durability: DURABILITY[durability] };

    async function write(entries) {
      const transaction = database.transaction(STORE, "readwrite", options);
      for (const { key, value } of entries) transaction.objectStore(STORE).put(value, key);
      await settled(transaction, "complete");
    }
    function read(keys) {
      const store = database.transaction(STORE).objectStore(STORE);
      return Promise.all(keys.map((key) => settled(store.get(key), "success")));
    }
    return {
      set: (key, value) => write([{ key, value }]),
      get: async (key) => (await read([key]))[0],
      ...(isJoined ? { setAll: write, getAll: read } : {}),
      close: () => database.close(),
    };
  },
}));
