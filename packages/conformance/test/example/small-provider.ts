import { type Backend, type BackendProvider, collectOutcomes, enforceCaps, KeyedStoreError } from "@keyed-store/core";
import { ANSWERS } from "./answers.js";
import { begin, type Data, meets, roomIn } from "./data.js";

// The suite holds you to this: what is not declared must fail as UNSUPPORTED.
const capabilities = { synchronous: false, persistent: false, multiProcess: false, durability: [] };
const info = { name: "small", engine: "array", engineVersion: "1", capabilities };
const STEPS = ["state-directory", "load-backend", "open", "schema", "write-read-delete", "checkpoint"] as const;

/** A small backend: everything in one list, in this process. */
export function smallProvider(): BackendProvider {
  const stores = new Map<string, Backend>();
  return {
    name: info.name,
    check() {}, // Throw here what rules out this host, having loaded nothing.
    load: () => ({
      info,
      trial() {}, // Open, write and read a scratch store here.
      open({ directory, fileName, access }) {
        const path = `small:${directory}/${fileName}`;
        const store = stores.get(path) ?? (access === "read-only" ? undefined : makeBackend(path));
        if (!store) throw new KeyedStoreError("KEYED_STORE_OPEN_FAILED", `There is no store at ${path}.`);
        stores.set(path, store);
        return store;
      },
    }),
  };
}

function makeBackend(databasePath: string): Backend {
  let data: Data = { rows: [], version: 0 };
  return {
    info,
    databasePath,
    async execute(batch, clock) {
      const now = clock(); // Once for all, inside the atomic step.
      return collectOutcomes(batch, (transaction) => {
        const [before, work] = [begin(data, now), begin(data, now)];
        // Checks see the state before the first step, wherever they stand.
        if (!transaction.every((step) => step.kind !== "check" || meets(before, step))) return { status: "unmet" };
        const results = transaction.map((command) => ANSWERS[command.kind](work, command as never)); // By its kind.
        const notices = [...work.notices, ...enforceCaps(work.grown.values(), roomIn(before, work))];
        data = work; // Not before: what throws has changed nothing.
        return { status: "done", results, notices };
      });
    },
    flush() {},
    probe: () => STEPS.map((name) => ({ name, ok: true, durationMs: 0, message: "as good read-only" })),
    close() {},
  };
}
