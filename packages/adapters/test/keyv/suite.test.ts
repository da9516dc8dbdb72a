import keyvTestSuite, { keyvIteratorTests } from "@keyv/test-suite";
import { Keyv } from "keyv";
import * as vitest from "vitest";
import { KeyvKeyedStore } from "../../src/keyv/index.js";
import { describeBackends } from "../support/backends.js";
import { openSuiteStore } from "../support/suite-store.js";

/* Keyv's own suite for version 5, whole. It freezes the clock, and waits on its own. */
describeBackends("the suite of Keyv 5", (provider) => {
  const store = openSuiteStore(provider);
  const makeAdapter = (): KeyvKeyedStore => new KeyvKeyedStore(store);
  keyvTestSuite(vitest, Keyv, makeAdapter);
  keyvIteratorTests(vitest, Keyv, makeAdapter);
});
