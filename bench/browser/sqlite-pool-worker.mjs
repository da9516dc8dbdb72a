// No import map reaches a worker.
import initialize from "../rivals/node_modules/@sqlite.org/sqlite-wasm/dist/index.mjs";

/** Set by the first question, which says where and how to open. */
let answer = open;

/** One after another, in the order in which they came. */
let last = Promise.resolve();

addEventListener("message", ({ data }) => {
  last = last.then(() => reply(data));
});

async function reply(question) {
  try {
    postMessage({ result: await answer(question) });
  } catch (error) {
    postMessage({ failure: String(error) });
  }
}

async function open({ pool, settings }) {
  const sqlite = await initialize();
  const { OpfsSAHPoolDb } = await sqlite.installOpfsSAHPoolVfs({ name: pool, clearOnInit: true });
  const database = new OpfsSAHPoolDb("/state.sqlite");
  for (const setting of settings) database.exec(`PRAGMA ${setting}`);
  database.exec("CREATE TABLE kv (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
  const upsert = database.prepare(
    "INSERT INTO kv VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  const select = database.prepare("SELECT value FROM kv WHERE key = ?");
  answer = ({ key, json }) => (json === undefined ? read(select, key) : void upsert.bind([key, json]).stepReset());
  return database.selectValue("PRAGMA journal_mode");
}

function read(select, key) {
  try {
    return select.bind([key]).step() ? select.get(0) : undefined;
  } finally {
    select.reset();
  }
}
