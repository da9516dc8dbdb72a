import { createStore, get, set } from "idb-keyval";

/** idb-keyval as it ships. Its writes are as durable as the browser makes those of IndexedDB for which nothing is asked. */
export const idbKeyval = {
  name: "idb-keyval",
  durabilities: ["process"],
  async open() {
    const store = createStore("bench-idb-keyval", "kv");
    return { set: (key, value) => set(key, value, store), get: (key) => get(key, store), close() {} };
  },
};
