import { isKeyedStoreError } from "@keyed-store/core";
import { expectMentions, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";

export const errors: Group = {
  title: "Errors",
  cases: [
    createCase(
      "KS-ERR-1",
      "an error says code, operation, backend, owner and namespace, and is known as ours",
      async ({ openFresh, provider }) => {
        const store = await openFresh({ maxEntries: 1, overflow: "reject-new" });
        await store.register("key", 1);
        const error = await failsWith("LIMIT_EXCEEDED", () => store.register("other", 1), "register");
        const { code, operation, retryable, backend, owner, namespace } = error;
        const expected = ["KEYED_STORE_LIMIT_EXCEEDED", "register", false, provider.name, "owner", "namespace"];
        same([code, operation, retryable, backend, owner, namespace], expected, "the members of the error");
        ok(isKeyedStoreError(error) && error.name === "KeyedStoreError", "the error is not known as ours");
        ok(!isKeyedStoreError(new Error("x")) && !isKeyedStoreError(null), "a foreign error is taken for ours");
      },
    ),
    createCase(
      "KS-ERR-1",
      "the asynchronous API rejects and never throws",
      async ({ open }) => {
        const store = (await open()).openKeyedStore<unknown>(fillNamespaceOptions());
        const calls: (() => Promise<unknown>)[] = [
          () => store.register("", 1),
          () => store.register("key", undefined),
          () => store.update("key", undefined as unknown as () => 1),
          () => store.touch("key", { ttlMs: -1 }),
          () => store.lookupMany(undefined as unknown as []),
          () => store.delete("key", 5 as unknown as object),
        ];
        for (const call of calls) {
          // Were it thrown at once, it would leave this test as it is.
          const promise = call();
          await failsWith("INVALID_INPUT", () => promise);
        }
      },
      { faces: "store" },
    ),
    createCase("KS-ERR-3", "a refusal says what was given and what is allowed", async ({ openFresh }) => {
      const store = await openFresh();
      expectMentions(
        (await failsWith("INVALID_INPUT", () => store.register("key", 1, { ttlMs: -5 }), "register")).message,
        ["ttlMs", "-5"],
        "the message",
      );
      expectMentions(
        (await failsWith("INVALID_INPUT", () => openFresh({ maxEntries: 1.5 }), "open")).message,
        ["maxEntries", "1.5"],
        "the message",
      );
      const overflow = await failsWith("INVALID_INPUT", () => openFresh({ overflow: "drop" as "reject-new" }), "open");
      expectMentions(overflow.message, ["overflow", "drop", "evict-oldest", "reject-new"], "the message");
      expectMentions(
        (await failsWith("INVALID_INPUT", () => store.register("key", new Date(0)), "register")).message,
        ["Date"],
        "the message",
      );
    }),
  ],
};
