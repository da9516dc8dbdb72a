import {
  type Backend,
  type BackendInfo,
  type BackendProvider,
  KeyedStoreError,
  type ProbeStep,
} from "@keyed-store/core";
import { applied } from "./applied.js";
import { type Data, findRow } from "./data.js";

const info: BackendInfo = {
  name: "small",
  engine: "Map",
  engineVersion: "1",
  // The suite holds you to this: what is not declared must fail as UNSUPPORTED.
  capabilities: { synchronous: false, persistent: false, multiProcess: false, durability: [] },
};

const STEPS = ["state-directory", "load-backend", "open", "schema", "write-read-delete", "checkpoint"] as const;

/** A small backend: everything in one Map, which is copied for each transaction. */
export function smallProvider(): BackendProvider {
  const stores = new Map<string, Backend>();
  return {
    name: info.name,
    check() {}, // Throw here what rules out this host, having loaded nothing.
    load: () => ({
      info,
      trial() {}, // Open, write and read a scratch store here.
      open({ directory, fileName, access }) {
        const databasePath = `small:${directory}/${fileName}`;
        const store = stores.get(databasePath) ?? makeBackend(databasePath);
        if (!stores.has(databasePath) && access === "read-only") {
          throw new KeyedStoreError("KEYED_STORE_OPEN_FAILED", `There is no store at ${databasePath}.`);
        }
        stores.set(databasePath, store);
        return store;
      },
    }),
  };
}

function makeBackend(databasePath: string): Backend {
  let data: Data = { rows: new Map(), version: 0, times: new Map() };
  return {
    info,
    databasePath,
    async execute(batch, clock) {
      const now = clock();
      return batch.map((transaction) => {
        // Checks see the state before the first step, wherever they stand.
        const met = transaction.every(
          (step) => step.kind !== "check" || step.expected === (findRow(data, step, now)?.version ?? null),
        );
        if (!met) return { status: "unmet" };
        try {
          const { after, results, notices } = applied(data, transaction, now);
          data = after;
          return { status: "done", results, notices };
        } catch (error) {
          if (error instanceof KeyedStoreError) return { status: "failed", error }; // And nothing has changed.
          throw error;
        }
      });
    },
    flush() {},
    probe: () => STEPS.map((name): ProbeStep => ({ name, ok: true, durationMs: 0, message: "as good read-only" })),
    close() {},
  };
}
