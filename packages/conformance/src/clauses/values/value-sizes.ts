import { expectMentions, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { VALUE_OPERATIONS } from "../../harness/operations.js";

/** `depth` arrays around nothing. */
function createNested(depth: number): unknown {
  let value: unknown[] = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}

/** Digits as they stand, whatever separates their thousands. */
function plainDigits(message: string): string {
  return message.replace(/(?<=\d)[,_\u202f ](?=\d{3})/g, "");
}

const FITTING: readonly (readonly [name: string, value: string, tooLong: string, bytes: string])[] = [
  ["65,534 characters of ASCII fit, 65,535 do not", "x".repeat(65_534), "x".repeat(65_535), "65537"],
  ["a size is counted in bytes of UTF-8", "\u20ac".repeat(21_844), "\u20ac".repeat(21_845), "65537"],
  ["a size is that of the JSON text, escapes and all", "\n".repeat(32_767), "\n".repeat(32_768), "65538"],
];

export const valueSizes: Group = {
  title: "Sizes and depths of values",
  cases: [
    ...FITTING.map(([name, fits, tooLong, bytes]) =>
      createCase("KS-VALUE-3", name, async ({ openFresh }) => {
        const store = await openFresh();
        for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
          await call(store, operation, fits);
          ok((await store.lookup(operation)) === fits, `the largest value did not come back after ${operation}`);
          const error = await failsWith("LIMIT_EXCEEDED", () => call(store, "other", tooLong), operation);
          expectMentions(
            plainDigits(error.message),
            [bytes, "65536"],
            `the size and the limit in the message of ${operation}`,
          );
        }
        same(await store.lookup("other"), undefined, "the value after refused writes");
      }),
    ),
    createCase("KS-VALUE-3", "64 containers within each other are accepted, 65 are not", async ({ openFresh }) => {
      const store = await openFresh();
      for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
        await call(store, operation, createNested(64));
        same(await store.lookup(operation), createNested(64), `the deepest value after ${operation}`);
        const error = await failsWith(
          "LIMIT_EXCEEDED",
          () => call(store, "other", { deep: createNested(64) }),
          operation,
        );
        expectMentions(error.message, ["65", "64"], `the depth and the limit in the message of ${operation}`);
      }
      same(await store.lookup("other"), undefined, "the value after refused writes");
    }),
    createCase(
      "KS-VALUE-3",
      "a depth that would exhaust the stack is refused like any other",
      async ({ openFresh }) => {
        const store = await openFresh();
        await failsWith("LIMIT_EXCEEDED", () => store.register("key", createNested(100_000)), "register");
      },
    ),
    createCase("KS-VALUE-3", "maxValueBytes and maxDepth move the limits", async ({ openFresh }) => {
      const store = await openFresh({}, { limits: { maxValueBytes: 100_000, maxDepth: 2 } });
      await store.register("key", "x".repeat(99_998));
      await failsWith("LIMIT_EXCEEDED", () => store.register("key", "x".repeat(99_999)), "register");
      await store.register("key", [[]]);
      await failsWith("LIMIT_EXCEEDED", () => store.register("key", [[[]]]), "register");
      same(await store.lookup("key"), [[]], "the value after refused writes");
    }),
  ],
};
