import type { StandardSchema } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { collectEntries, VALUE_OPERATIONS } from "../../harness/operations.js";
import { findLeakPaths } from "../../support/find-leak-paths.js";

const SECRET = "s3cr3t-for-a-schema";

/** A validator from a function that gives the value to use, or throws the issue. */
function createSchema<T>(parse: (value: unknown) => T, asynchronous = false): StandardSchema<unknown, T> {
  const validate = (value: unknown): { value: T } | { issues: { message: string }[] } => {
    try {
      return { value: parse(value) };
    } catch (error) {
      return { issues: [{ message: String(error) }] };
    }
  };
  return {
    "~standard": {
      version: 1,
      vendor: "conformance",
      validate: asynchronous ? async (value) => validate(value) : validate,
    },
  };
}

// Its issue repeats the value, as those of many validators do.
const text = createSchema((value) => {
  if (typeof value !== "string") throw new Error(`no text: ${JSON.stringify(value)}`);
  return value.trim();
});

export const schemas: Group = {
  title: "Schemas",
  cases: [
    createCase("KS-VALUE-1", "the output of the schema is what is stored and what is given", async ({ openFresh }) => {
      const store = await openFresh({ schema: text });
      for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
        await call(store, operation, "  trimmed ");
        same(await store.lookup(operation), "trimmed", `the value after ${operation}`);
      }
      same(
        (await collectEntries(store.iterate())).map((entry) => entry.value),
        Object.keys(VALUE_OPERATIONS).map(() => "trimmed"),
        "the values of iterate",
      );
    }),
    createCase(
      "KS-VALUE-1",
      "what the schema refuses is not written, and not shown in the error",
      async ({ openFresh }) => {
        const store = await openFresh({ schema: text });
        for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
          const error = await failsWith("INVALID_INPUT", () => call(store, "key", { SECRET }), operation);
          same(findLeakPaths(error, SECRET), [], `KS-ERR-3: where the error of ${operation} shows the value`);
        }
        same(await store.count(), 0, "the number of entries");
      },
    ),
    createCase(
      "KS-VALUE-1",
      "what a schema refuses on reading is CORRUPT and stays; what it takes is given",
      async ({ open, keyed }) => {
        const before = await open();
        const plain = keyed(before);
        await plain.register("good", "text");
        await plain.register("bad", { SECRET });
        await before.close();
        const store = keyed(await open(), { schema: text });
        for (const call of [
          () => store.lookup("bad"),
          () => store.lookupEntry("bad"),
          () => store.lookupMany(["good", "bad"]),
          () => store.consume("bad"),
          () => store.update("bad", () => "new"),
          () => store.entries(),
          () => collectEntries(store.iterate()),
        ]) {
          same(findLeakPaths(await failsWith("CORRUPT", call), SECRET), [], "KS-ERR-3: where the error shows the row");
        }
        same(await store.count(), 2, "the number of entries");
        same(await store.registerIfAbsent("bad", "x"), false, "registerIfAbsent on the refused entry");
        same(await store.consume("good"), "text", "what consuming the other gives");
        await store.register("bad", "good now");
        same(await store.lookup("bad"), "good now", "the value after it was overwritten");
      },
      { neighbours: "none" },
    ),
    createCase(
      "KS-VALUE-1",
      "a schema may answer later in the asynchronous API",
      async ({ open }) => {
        const later = createSchema((value) => `${String(value)}!`.replace("!!", "!"), true);
        const store = (await open()).openKeyedStore({ namespace: "later", maxEntries: 3, schema: later });
        await store.register("a", "x");
        await store.update("b", () => "y");
        same(await store.lookupMany(["a", "b"]), ["x!", "y!"], "the values");
        same(await store.consume("a"), "x!", "what consume gives");
        same(await store.consume("a"), undefined, "what consume gives once more");
      },
      { faces: "store" },
    ),
    createCase(
      "KS-VALUE-1",
      "a schema that answers later is UNSUPPORTED in the synchronous API",
      async ({ open }) => {
        const later = createSchema(String, true);
        const opening = async (): Promise<void> => {
          (await open()).openSyncKeyedStore({ namespace: "later", maxEntries: 3, schema: later }).register("a", "x");
        };
        await failsWith("UNSUPPORTED", opening);
      },
      { faces: "store", needs: ["synchronous"] },
    ),
    createCase("KS-ERR-3", "what is no schema is refused when it is given", async ({ openFresh }) => {
      for (const wrong of [{}, { "~standard": {} }, 1, "zod", null]) {
        await failsWith("INVALID_INPUT", () => openFresh({ schema: wrong as unknown as typeof text }), "open");
      }
    }),
  ],
};
