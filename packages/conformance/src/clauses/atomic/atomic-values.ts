import { ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";

const OPTIONS = { faces: "store" } as const;

export const atomicValues: Group = {
  title: "Values in atomic steps",
  cases: [
    createCase(
      "KS-ATOM-4",
      "the value of a step is captured when the step is written",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore<{ list: number[] }>(fillNamespaceOptions());
        const value = { list: [1] };
        const steps = store.owner("owner").atomic().register(keyed, "key", value);
        value.list.push(2);
        await steps.commit();
        same(await keyed.lookup("key"), { list: [1] }, "the value");
      },
      OPTIONS,
    ),
    createCase(
      "KS-ATOM-4",
      "a schema stands in the way of atomic steps too",
      async ({ open }) => {
        const store = await open();
        const schema = {
          "~standard": {
            version: 1 as const,
            vendor: "conformance",
            validate: (value: unknown) =>
              typeof value === "string" ? { value: value.trim() } : { issues: [{ message: "no text" }] },
          },
        };
        const keyed = store.openKeyedStore<string>(fillNamespaceOptions({ schema }));
        const result = await store.owner("owner").atomic().register(keyed, "key", " x ").consume(keyed, "key").commit();
        ok(result.committed, "the steps were not committed");
        same(result.values, ["x"], "the values");
        const refused = store
          .owner("owner")
          .atomic()
          .register(keyed, "key", 1 as unknown as string);
        await failsWith("INVALID_INPUT", () => refused.commit());
        same(await keyed.count(), 0, "the number of entries");
      },
      OPTIONS,
    ),
  ],
};
