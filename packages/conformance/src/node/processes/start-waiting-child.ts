import { ok } from "../../assert/assert.js";
import type { Harness } from "../../harness/harness.js";
import { requireProviderModule } from "../../under-test/require-provider-module.js";
import { size } from "../host/size.js";
import type { ChildTask } from "./protocol/child-protocol.js";
import { type ChildProcessHandle, startChildProcess } from "./start-child.js";

/** A child process on the store of a test, in a role that waits, once it is ready. It does not outlive the test. */
export async function startWaitingChild(
  harness: Harness,
  role: ChildTask["role"],
  operationCount = 0,
): Promise<ChildProcessHandle> {
  const { backend, place } = harness;
  const { sqliteTools } = backend;
  const provider = requireProviderModule(backend);
  const child = startChildProcess({
    provider,
    place,
    role,
    seed: size.seed,
    id: 0,
    operations: operationCount,
    sqliteTools,
  });
  harness.afterTest(() => child.signal("SIGKILL"));
  const first = await child.next();
  ok(first?.type === "ready", `the process did not get ready: ${JSON.stringify(first)}`);
  return child;
}
