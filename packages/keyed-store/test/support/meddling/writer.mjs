import { openStateStore } from "keyed-store";

/*
 * A program that writes and reports each write with the times of the clock that all processes share: when it was issued, and
 * when it was acknowledged or refused. It does what it is told, one thing after the other.
 */

const SHELF = { namespace: "shelf", maxEntries: 1_000_000 };
const LIMITS = { maxEntriesPerOwner: Number.POSITIVE_INFINITY };
const now = () => Number(process.hrtime.bigint() / 1_000n) / 1_000;

let store;
let shelf;
let number = 0;
/** How many writes are yet to be acknowledged of those issued after a time. */
let goal = { issuedAfter: 0, count: 0 };

const TASKS = {
  async open({ directory, engine }) {
    store = await openStateStore({ directory, backend: engine, busyTimeoutMs: 10_000, limits: LIMITS });
    shelf = store.openKeyedStore(SHELF);
  },
  async write({ name, despite = false, attempts = Number.POSITIVE_INFINITY, lying = false }) {
    for (let attempt = 0; goal.count > 0 && attempt < attempts; attempt++) {
      const key = `${name}/${number++}`;
      const issued = now();
      try {
        if (!lying) await shelf.register(key, number);
        if (issued > goal.issuedAfter) goal.count -= 1;
        process.send({ write: { key, issued, answered: now() } });
      } catch ({ code, message }) {
        process.send({ write: { key, issued, answered: now(), code: String(code), message } });
        if (!despite) return;
      }
      await new Promise(setImmediate);
    }
  },
  probe: () => store.probe(),
  flush: () => store.flush(),
  backup: ({ to }) => store.backup(to),
  close: () => store.close(),
};

process.on("message", async (task) => {
  if (task.goal !== undefined) goal = task.goal;
  if (task.do === undefined) return;
  try {
    process.send({ answer: { result: await TASKS[task.do](task), at: now() } });
  } catch ({ code, message }) {
    process.send({ answer: { code: String(code), message, at: now() } });
  }
});
