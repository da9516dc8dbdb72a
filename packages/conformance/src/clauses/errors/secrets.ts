import { isKeyedStoreError } from "@keyed-store/core";
import { ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { VALUE_OPERATIONS } from "../../harness/operations.js";
import { findLeakPaths } from "../../support/find-leak-paths.js";

const MARKER = "s3cr3t-in-a-value";

/** Values that are refused one by one, each with the marker somewhere a careless message would show it. */
const SECRETS: readonly unknown[] = [
  { field: MARKER, bad: Number.NaN },
  [MARKER, undefined],
  new Date(MARKER),
  new Map([[MARKER, MARKER]]),
  Object.assign(() => MARKER, { field: MARKER }),
  Symbol(MARKER),
  new Error(MARKER),
  new (class Held {
    readonly field = MARKER;
  })(),
  { toJSON: () => MARKER },
  `${MARKER}\ud800`,
  MARKER.repeat(5000),
  { deep: Array.from({ length: 70 }).reduce<unknown>((inner) => [inner], MARKER) },
];

export const secrets: Group = {
  title: "What errors keep to themselves",
  cases: [
    createCase("KS-ERR-3", "no message, stack, member or cause shows a refused value", async ({ openFresh }) => {
      const store = await openFresh();
      for (const [index, secret] of SECRETS.entries()) {
        for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
          const error = await call(store, "key", secret).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          ok(isKeyedStoreError(error), `${operation} did not refuse value ${index}`);
          same(findLeakPaths(error, MARKER), [], `where the error of ${operation} shows value ${index}`);
        }
      }
    }),
    createCase(
      "KS-ERR-3",
      "no error of a full, busy or closed store shows a stored value",
      async ({ open, keyed }) => {
        const store = await open();
        const handle = keyed(store, { maxEntries: 1, overflow: "reject-new" });
        await handle.register("key", { field: MARKER });
        const errors = [
          await failsWith("LIMIT_EXCEEDED", () => handle.register("other", { field: MARKER }), "register"),
          await failsWith("INVALID_INPUT", () => handle.update("key", async (current) => current), "update"),
        ];
        await store.close();
        errors.push(await failsWith("CLOSED", () => handle.register("key", { field: MARKER }), "register"));
        for (const error of errors) same(findLeakPaths(error, MARKER), [], `where the ${error.code} shows a value`);
      },
      { neighbours: "none" },
    ),
  ],
};
