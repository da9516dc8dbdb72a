import memoryDriver from "unstorage/drivers/memory";
import { describe } from "vitest";
import { createKeyedStoreDriver } from "../../src/unstorage/index.js";
import { describeBackends } from "../support/backends.js";
import { openStore } from "../support/stores.js";
import { checkUnstorageDriver } from "../support/unstorage-checks.js";

// What unstorage's own driver failed would be a mistake in the checks.
describe("the driver checks of unstorage, on its own memory driver", () => {
  checkUnstorageDriver(() => memoryDriver());
});

describeBackends("the driver checks of unstorage", (provider) => {
  checkUnstorageDriver(async () => createKeyedStoreDriver({ store: await openStore(provider), namespace: "items" }));
});
