/*
 * What runs in a child process: one role, on a store opened with the provider it was told. Reports are written with a
 * blocking call, so that what was reported happened before whatever kills this process.
 */
import { argv, exit, stdin } from "node:process";
import { openStateStore } from "@keyed-store/core";
import { CACHE_SIZES } from "../../../settings/cache-sizes.js";
import type { BackendUnderTest } from "../../../under-test/backend-under-test.js";
import { loadModuleExport } from "../../../under-test/load-module-export.js";
import { createOpenOptionsAt } from "../../../under-test/store-place.js";
import type { ChildMessage, ChildTask } from "../protocol/child-protocol.js";
import type { Role } from "./role.js";
import { roles } from "./roles.js";
import { writeStdoutSync } from "./write-stdout.js";

const task = JSON.parse(argv[2] ?? "{}") as ChildTask; // Written by startChild.

function reportToParent(message: ChildMessage): void {
  writeStdoutSync(`${JSON.stringify(message)}\n`);
}

async function reportReadyAndAwaitStart(): Promise<void> {
  reportToParent({ type: "ready" });
  await new Promise<void>((resolve) => stdin.once("data", () => resolve()));
  stdin.pause();
}

async function runRole(): Promise<void> {
  const createProvider = (await loadModuleExport(task.provider)) as BackendUnderTest["provider"]; // By the contract of it.
  const store = await openStateStore({
    ...createOpenOptionsAt(task.place, createProvider),
    busyTimeoutMs: 60_000,
    cacheBytes: CACHE_SIZES[task.seed % CACHE_SIZES.length],
  });
  const role: Role = roles[task.role];
  await role({ task, store, report: reportToParent, awaitStart: reportReadyAndAwaitStart });
  await store.close();
}

runRole().then(
  () => exit(0),
  (error: unknown) => {
    reportToParent({ type: "wrong", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    exit(1);
  },
);
