import { hostGlobals } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import type { Harness } from "../../harness/harness.js";
import { checkDatabaseIntegrity } from "../../under-test/check-database-integrity.js";
import { requireProviderModule } from "../../under-test/require-provider-module.js";
import { expectAcknowledgementsAndExit } from "./expect-acknowledgements-and-exit.js";
import { type LeftAndRightEntries, readLeftAndRightEntries } from "./roles/left-and-right-namespaces.js";
import { applyStreamOperation, generateStreamOperations } from "./roles/stream-operation.js";
import { startChildProcess } from "./start-child.js";

/** How a process ends, and with which code it then does. */
const EXIT_CODES = { close: 0, exit: 7, throw: 1 } as const;

/** A child does so many operations and ends in the given way; what it acknowledged must be there, and the file sound. */
export async function checkProcessEnding(
  { backend, place, open }: Harness,
  ending: keyof typeof EXIT_CODES,
  operationCount: number,
): Promise<void> {
  const task = {
    provider: requireProviderModule(backend),
    place,
    role: "stream",
    seed: 7,
    id: 0,
    operations: operationCount,
    ending,
  } as const;
  await expectAcknowledgementsAndExit(startChildProcess(task), operationCount, EXIT_CODES[ending]);
  let expected: LeftAndRightEntries = { left: new Map(), right: new Map() };
  let remaining = operationCount;
  for (const operation of generateStreamOperations(7)) {
    if (remaining-- === 0) break;
    expected = applyStreamOperation(expected, operation);
  }
  const store = await open({ clock: hostGlobals.dateNow });
  const found = await readLeftAndRightEntries(store);
  for (const namespace of ["left", "right"] as const) {
    same(
      Object.fromEntries(found[namespace]),
      Object.fromEntries(expected[namespace]),
      `what the namespace ${namespace} holds`,
    );
  }
  await store.close();
  await checkDatabaseIntegrity(backend, store.databasePath);
}
