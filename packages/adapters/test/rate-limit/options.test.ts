import {
  createExpressRateLimitStore,
  createFastifyRateLimitStore,
  createFlexibleRateLimiter,
  createHonoRateLimitStore,
  createNestThrottlerStorage,
  type StoreSource,
} from "@keyed-store/adapters/rate-limit";
import { memoryProvider, openStateStore, type StateStore } from "keyed-store";
import * as host from "rate-limiter-flexible";
import { describe, expect, it, onTestFinished } from "vitest";

type Create = (source: StoreSource, options: never) => unknown;

const limiter = { points: 5, duration: 60 };
const FACTORIES: readonly [name: string, create: Create, own: object][] = [
  ["createExpressRateLimitStore", createExpressRateLimitStore, {}],
  ["createHonoRateLimitStore", createHonoRateLimitStore, {}],
  ["createFastifyRateLimitStore", createFastifyRateLimitStore, {}],
  ["createNestThrottlerStorage", createNestThrottlerStorage, {}],
  ["createFlexibleRateLimiter", createFlexibleRateLimiter, { host, limiter }],
];

async function openMemory(): Promise<StateStore> {
  const store = await openStateStore({ directory: "/memory", backend: "memory", providers: [memoryProvider()] });
  onTestFinished(() => store.close());
  return store;
}

/** What is wrong, and what the message must say of it. */
const WRONG: readonly [what: string, options: unknown, message: string][] = [
  ["no options", undefined, "namespace is missing"],
  ["options that are no object", "api", "options must be an object"],
  ["no namespace", {}, "namespace is missing"],
  ["a namespace of another form", { namespace: "a b" }, 'was "a b"'],
  ["an owner of another form", { namespace: "api", owner: "" }, "owner must be"],
  ["a misspelt option", { namespace: "api", maxEntry: 5 }, 'Did you mean "maxEntries"?'],
  [
    "room for half an entry",
    { namespace: "api", maxEntries: 0.5 },
    "maxEntries must be a whole number from 1, or Infinity",
  ],
  ["eviction without a number", { namespace: "api", overflow: "evict-oldest" }, "needs maxEntries"],
  ["another overflow", { namespace: "api", overflow: "drop" }, 'was "drop"'],
  ["a clock that is none", { namespace: "api", clock: 5 }, "clock must be a function, was 5"],
];

describe.each(FACTORIES)("%s refuses by name, at once", (name, create, own) => {
  it.each(WRONG)("%s", async (_, options, message) => {
    const given = typeof options === "object" ? { ...own, ...options } : options;
    for (const source of [await openMemory(), openMemory]) {
      const refusal = refusalOf(() => create(source, given as never));
      expect(refusal).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: name });
      expect(refusal.message).toContain(message);
    }
  });

  it("what is no store, and one that is closed", async () => {
    for (const source of [undefined, null, "./state", {}]) {
      expect(refusalOf(() => create(source as never, { ...own, namespace: "api" } as never)).message).toContain(
        `${name} takes an open store from openStateStore, or a function that opens one`,
      );
    }
    const store = await openMemory();
    await store.close();
    expect(refusalOf(() => create(store, { ...own, namespace: "api" } as never))).toMatchObject({
      code: "KEYED_STORE_CLOSED",
    });
  });
});

describe("what only some take", () => {
  it("failOpen must be a function, and is no option where the host has one of its own", async () => {
    const store = await openMemory();
    for (const create of [createHonoRateLimitStore, createNestThrottlerStorage] as Create[]) {
      expect(refusalOf(() => create(store, { namespace: "api", failOpen: true } as never)).message).toContain(
        "failOpen must be a function that is told of the errors of the store, was true",
      );
    }
    for (const create of [createExpressRateLimitStore, createFastifyRateLimitStore] as Create[]) {
      expect(refusalOf(() => create(store, { namespace: "api", failOpen() {} } as never)).message).toContain(
        "failOpen",
      );
    }
  });

  it("rate-limiter-flexible: another module, or one without its options", async () => {
    const store = await openMemory();
    const create = createFlexibleRateLimiter as Create;
    for (const wrong of [undefined, {}, { RateLimiterMemcache: class {}, RateLimiterRes: class {} }]) {
      expect(refusalOf(() => create(store, { namespace: "api", host: wrong, limiter } as never)).message).toContain(
        "host must be the module rate-limiter-flexible, of version 11",
      );
    }
    expect(refusalOf(() => create(store, { namespace: "api", host } as never)).message).toContain("limiter must be");
    expect(() => create(store, { namespace: "api", host, limiter: {} } as never)).toThrow("points must be set");
  });

  it("a key that is no text is refused, with where it comes from", async () => {
    const store = createExpressRateLimitStore(await openMemory(), { namespace: "api" });
    store.init({ windowMs: 1000 });
    await expect(store.increment(undefined as never)).rejects.toMatchObject({
      code: "KEYED_STORE_INVALID_INPUT",
      message: expect.stringContaining("key generator"),
    });
  });
});

function refusalOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was not refused");
}
