import { hostGlobals } from "@keyed-store/core";
import { same } from "../assert/assert.js";
import type { Harness } from "../harness/harness.js";
import { moduleOf } from "../under-test/require-provider-module.js";
import { endsAfter } from "./check-exit.js";
import { checkIntegrity } from "./check-integrity.js";
import { applied, operations } from "./roles/stream-operation.js";
import { type StreamState, streamState } from "./roles/stream-store.js";
import { startChild } from "./start-child.js";

/** How a process ends, and with which code it then does. */
const CODES = { close: 0, exit: 7, throw: 1 } as const;

/** A child does so many operations and ends as told; what it acknowledged must be there, and the file sound. */
export async function endsBy(
  { under, directory, open }: Harness,
  ending: keyof typeof CODES,
  count: number,
): Promise<void> {
  const task = {
    provider: moduleOf(under),
    directory,
    role: "stream",
    seed: 7,
    id: 0,
    operations: count,
    ending,
  } as const;
  await endsAfter(startChild(task), count, CODES[ending]);
  let expected: StreamState = { left: new Map(), right: new Map() };
  let left = count;
  for (const operation of operations(7)) {
    if (left-- === 0) break;
    expected = applied(expected, operation);
  }
  const store = await open({ clock: hostGlobals.dateNow });
  const found = await streamState(store);
  for (const place of ["left", "right"] as const) {
    same(Object.fromEntries(found[place]), Object.fromEntries(expected[place]), `what the namespace ${place} holds`);
  }
  await store.close();
  await checkIntegrity(under, store.databasePath);
}
