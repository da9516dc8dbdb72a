import { createRateLimit, type RateLimit, type StateStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";

const OPTIONS = { faces: "store" } as const;

function openLimit(store: StateStore, limit: number): RateLimit {
  const calls = store.openKeyedStore<number>(fillNamespaceOptions({ overflow: "reject-new" }));
  return createRateLimit(calls, { limit, windowMs: 100 });
}

export const rateLimit: Group = {
  title: "Rate limits",
  cases: [
    createCase(
      "KS-RATE-1",
      "a window allows as much as the limit and ends with the time of its first take",
      async ({ open, clock }) => {
        const gate = openLimit(await open(), 3);
        const resetAt = clock.now() + 100;
        for (const remaining of [2, 1, 0]) {
          same(await gate.take("key"), { allowed: true, remaining, resetAt }, "a take within the limit");
          clock.advance(33);
        }
        same(await gate.take("key"), { allowed: false, remaining: 0, resetAt }, "a take beyond it");
        same((await gate.take("other")).remaining, 2, "what is left for another key");
        clock.advance(1);
        const next = { allowed: true, remaining: 2, resetAt: resetAt + 100 };
        same(await gate.take("key"), next, "the first take of the next window");
      },
      OPTIONS,
    ),
    createCase(
      "KS-RATE-1",
      "a refused take takes nothing, so that a smaller one still fits",
      async ({ open, clock }) => {
        const gate = openLimit(await open(), 5);
        const resetAt = clock.now() + 100;
        await gate.take("key", { cost: 3 });
        same(await gate.take("key", { cost: 3 }), { allowed: false, remaining: 2, resetAt }, "one that is too large");
        same(await gate.take("key", { cost: 2 }), { allowed: true, remaining: 0, resetAt }, "one that fits");
        await failsWith("INVALID_INPUT", () => gate.take("key", { cost: 6 }), "take");
      },
      OPTIONS,
    ),
    createCase(
      "KS-RATE-1",
      "of many takes at once, of two stores, no more are allowed than the limit, each with another rest",
      async ({ open }) => {
        const each = [openLimit(await open(), 30), openLimit(await open(), 30)] as const;
        const results = await Promise.all(
          Array.from({ length: 80 }, (_, one) => each[one % 2 === 0 ? 0 : 1].take("key")),
        );
        const rests = results.filter(({ allowed }) => allowed).map(({ remaining }) => remaining);
        same(
          rests.sort((a, b) => a - b),
          Array.from({ length: 30 }, (_, rest) => rest),
          "the rests of those that are allowed",
        );
      },
      OPTIONS,
    ),
    createCase(
      "KS-RATE-1",
      "what was taken counts after the store was closed and opened again",
      async ({ open }) => {
        const first = await open();
        await openLimit(first, 2).take("key", { cost: 2 });
        await first.close();
        same((await openLimit(await open(), 2).take("key")).allowed, false, "a take beyond the limit");
      },
      OPTIONS,
    ),
  ],
};
