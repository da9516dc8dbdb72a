import { isKeyedStoreError } from "@keyed-store/core";
import { clause, type Group } from "../case.js";
import { mentions, ok, same } from "../harness/assert.js";
import { failsWith } from "../harness/fails-with.js";
import { leaks } from "../harness/leaks.js";
import { VALUE_OPERATIONS } from "../harness/operations.js";
import { space } from "../harness/space.js";

const MARKER = "s3cr3t-in-a-value";

/** Values that are refused one by one, each with the marker somewhere a careless message would show it. */
const SECRETS: readonly unknown[] = [
  { field: MARKER, bad: Number.NaN },
  [MARKER, undefined],
  new Date(`${MARKER}`),
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

export const errors: Group = {
  title: "Errors",
  cases: [
    clause(
      "KS-ERR-1",
      "an error says code, operation, backend, owner and namespace, and is known as ours",
      async ({ fresh, provider }) => {
        const store = await fresh({ maxEntries: 1, overflow: "reject-new" });
        await store.register("key", 1);
        const error = await failsWith("LIMIT_EXCEEDED", () => store.register("other", 1), "register");
        const { code, operation, retryable, backend, owner, namespace } = error;
        const expected = ["KEYED_STORE_LIMIT_EXCEEDED", "register", false, provider.name, "owner", "namespace"];
        same([code, operation, retryable, backend, owner, namespace], expected, "the members of the error");
        ok(isKeyedStoreError(error) && error.name === "KeyedStoreError", "the error is not known as ours");
        ok(!isKeyedStoreError(new Error("x")) && !isKeyedStoreError(null), "a foreign error is taken for ours");
      },
    ),
    clause(
      "KS-ERR-1",
      "the asynchronous API rejects and never throws",
      async ({ open }) => {
        const store = (await open()).openKeyedStore<unknown>(space());
        const calls: (() => Promise<unknown>)[] = [
          () => store.register("", 1),
          () => store.register("key", undefined),
          () => store.update("key", undefined as unknown as () => 1),
          () => store.touch("key", undefined as unknown as { ttlMs: null }),
          () => store.lookupMany(undefined as unknown as []),
          () => store.delete("key", 5 as unknown as object),
        ];
        for (const call of calls) {
          let promise: Promise<unknown> | undefined;
          try {
            promise = call();
          } catch (thrown) {
            throw new Error(`it threw at once: ${String(thrown)}`);
          }
          await failsWith("INVALID_INPUT", () => promise);
        }
      },
      { faces: "store" },
    ),
    clause("KS-ERR-3", "no message, stack, member or cause shows a refused value", async ({ fresh }) => {
      const store = await fresh();
      for (const [index, secret] of SECRETS.entries()) {
        for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
          const error = await call(store, "key", secret).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          ok(isKeyedStoreError(error), `${operation} did not refuse value ${index}`);
          same(leaks(error, MARKER), [], `where the error of ${operation} shows value ${index}`);
        }
      }
    }),
    clause(
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
        for (const error of errors) same(leaks(error, MARKER), [], `where the ${error.code} shows a value`);
      },
      { neighbours: "none" },
    ),
    clause("KS-ERR-3", "a refusal says what was given and what is allowed", async ({ fresh }) => {
      const store = await fresh();
      mentions(
        (await failsWith("INVALID_INPUT", () => store.register("key", 1, { ttlMs: -5 }), "register")).message,
        ["ttlMs", "-5"],
        "the message",
      );
      mentions(
        (await failsWith("INVALID_INPUT", () => fresh({ maxEntries: 1.5 }), "open")).message,
        ["maxEntries", "1.5"],
        "the message",
      );
      const overflow = await failsWith("INVALID_INPUT", () => fresh({ overflow: "drop" as "reject-new" }), "open");
      mentions(overflow.message, ["overflow", "drop", "evict-oldest", "reject-new"], "the message");
      mentions(
        (await failsWith("INVALID_INPUT", () => store.register("key", new Date(0)), "register")).message,
        ["Date"],
        "the message",
      );
    }),
  ],
};
