import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { openTwoNamespaces } from "../../harness/two-namespaces.js";

const OPTIONS = { faces: "store" } as const;

export const atomicSteps: Group = {
  title: "Atomic steps",
  cases: [
    createCase(
      "KS-ATOM-4",
      "steps happen in the order written, over the namespaces of an owner",
      async (harness) => {
        const { a, b, begin } = await openTwoNamespaces(harness);
        await a.register("moved", { falsy: 0 });
        const result = await begin()
          .consume(a, "moved")
          .register(b, "moved", 1)
          .consume(b, "moved")
          .register(a, "twice", 1)
          .register(a, "twice", 2)
          .register(a, "gone", 1)
          .delete(a, "gone")
          .delete(a, "missing")
          .consume(b, "missing")
          .commit();
        same(result, { committed: true, values: [{ falsy: 0 }, 1, undefined] }, "the result");
        same(
          [(await a.entries()).map(({ key, value }) => [key, value]), await b.count()],
          [[["twice", 2]], 0],
          "the entries",
        );
      },
      OPTIONS,
    ),
    createCase(
      "KS-ATOM-4",
      "falsy values are consumed like any other",
      async (harness) => {
        const { a, begin } = await openTwoNamespaces(harness);
        const values = ["", 0, false, null];
        for (const [index, value] of values.entries()) await a.register(`${index}`, value);
        const steps = begin();
        for (const index of values.keys()) steps.consume(a, `${index}`);
        same(await steps.commit(), { committed: true, values }, "the result");
        same(await a.count(), 0, "the number of entries");
      },
      OPTIONS,
    ),
    createCase(
      "KS-TTL-3",
      "an atomic register takes a ttlMs, else the default",
      async (harness) => {
        const { a, begin } = await openTwoNamespaces(harness, { defaultTtlMs: 50 });
        await begin()
          .register(a, "x", 1)
          .register(a, "y", 1, { ttlMs: 7 })
          .register(a, "z", 1, { ttlMs: null })
          .commit();
        const expiries = (await a.entries()).map(({ createdAt, expiresAt }) =>
          expiresAt === undefined ? null : expiresAt - createdAt,
        );
        same(expiries, [50, 7, null], "how long the entries live");
      },
      OPTIONS,
    ),
  ],
};
