import type { StateStore } from "@keyed-store/core";
import { Keyv } from "keyv6";
import { beforeEach, describe } from "vitest";
import { KeyvKeyedStore } from "../../src/keyv/index.js";
import { describeBackends } from "../support/backends.js";
import { checkKeyv6Storage } from "../support/keyv6-checks.js";
import { openStore } from "../support/stores.js";

// What Keyv's own store failed would be a mistake in the checks.
describe("the storage checks of Keyv 6, on Keyv's own Map", () => {
  const map = new Map<string, unknown>();
  beforeEach(() => map.clear());
  checkKeyv6Storage(() => new Keyv({ store: map }).store);
});

describeBackends("the storage checks of Keyv 6", (provider) => {
  let store: StateStore | undefined;
  beforeEach(() => {
    store = undefined;
  });
  checkKeyv6Storage(async () => {
    store ??= await openStore(provider, { clock: () => Date.now() });
    return new Keyv({ store: new KeyvKeyedStore(store) }).store;
  });
});
