import { Keyv as Keyv5, type KeyvStoreAdapter } from "keyv";
import { Keyv as Keyv6, type KeyvStorageAdapter } from "keyv6";
import { expect, expectTypeOf, it } from "vitest";
import { KeyvKeyedStore, type KeyvStorage } from "../../src/keyv/index.js";
import { openStore } from "../support/stores.js";

/** What both versions want of the same type; what `setMany` and `deleteMany` answer, and how one listens, differs. */
type Common = "namespace" | "get" | "getMany" | "has" | "hasMany" | "set" | "delete" | "clear" | "disconnect";

it("is what the types of Keyv 5 and 6 ask for", async () => {
  expectTypeOf<KeyvKeyedStore>().toExtend<KeyvStorage>();
  expectTypeOf<Pick<KeyvStorage, Common | "opts">>().toExtend<Pick<KeyvStoreAdapter, Common | "opts">>();
  expectTypeOf<Pick<KeyvStorage, Common>>().toExtend<Pick<KeyvStorageAdapter, Common>>();
  expectTypeOf<Parameters<KeyvStorageAdapter["setMany"]>[0]>().toExtend<Parameters<KeyvStorage["setMany"]>[0]>();
  expectTypeOf<Awaited<ReturnType<KeyvStorage["setMany"]>>>().toExtend<
    Awaited<ReturnType<KeyvStorageAdapter["setMany"]>>
  >();
  expectTypeOf<NonNullable<KeyvStorageAdapter["capabilities"]>["expires"]>().toExtend<boolean | undefined>();
  const store = new KeyvKeyedStore(await openStore());
  expect(new Keyv5({ store }).store).toBe(store);
  expect(new Keyv6({ store }).store).toBe(store);
  // @ts-expect-error: a store is needed
  expectTypeOf(() => new KeyvKeyedStore()).toBeFunction();
  // @ts-expect-error: an unknown option
  expectTypeOf(() => new KeyvKeyedStore(() => openStore(), { maxEntry: 5 })).toBeFunction();
});
