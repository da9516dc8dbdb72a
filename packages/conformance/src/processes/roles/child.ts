/*
 * What runs in a child process: one role, on a store opened with the provider it was told. Reports are written with a
 * blocking call, so that what was reported happened before whatever kills this process.
 */
import { argv, exit, stdin } from "node:process";
import { type BackendProvider, openStateStore } from "@keyed-store/core";
import { loadExport } from "../../under-test/load-export.js";
import type { ChildMessage, ChildTask } from "../protocol/child-protocol.js";
import type { Role } from "./role.js";
import { roles } from "./roles.js";
import { writeStdout } from "./write-stdout.js";

const task = JSON.parse(argv[2] ?? "{}") as ChildTask; // Written by startChild.

function report(message: ChildMessage): void {
  writeStdout(`${JSON.stringify(message)}\n`);
}

async function awaitStart(): Promise<void> {
  report({ type: "ready" });
  await new Promise<void>((resolve) => stdin.once("data", () => resolve()));
  stdin.pause();
}

async function main(): Promise<void> {
  const provider = ((await loadExport(task.provider)) as () => BackendProvider)(); // By the contract of BackendUnderTest.
  const store = await openStateStore({
    directory: task.directory,
    providers: [provider],
    backend: provider.name,
    busyTimeoutMs: 60_000,
  });
  const role: Role = roles[task.role];
  await role({ task, store, report, awaitStart });
  await store.close();
}

main().then(
  () => exit(0),
  (error: unknown) => {
    report({ type: "wrong", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    exit(1);
  },
);
