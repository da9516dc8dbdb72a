import { exit } from "node:process";
import { hostGlobals } from "@keyed-store/core";
import { openLeftAndRightNamespaces } from "./left-and-right-namespaces.js";
import type { Role } from "./role.js";
import { generateStreamOperations, performStreamOperation } from "./stream-operation.js";

/** Does the operations of its seed and reports each as it is acknowledged, until it is killed or has done its number. */
export const streamRole: Role = async ({ task, store, report }) => {
  const handles = openLeftAndRightNamespaces(store);
  const source = generateStreamOperations(task.seed);
  const burst = task.burst ?? 1;
  for (let index = 0; index < task.operations; index += burst) {
    const issued = Array.from({ length: burst }, (_, offset) =>
      performStreamOperation(store, handles, source.next().value).then(() =>
        report({ type: "acknowledged", index: index + offset }),
      ),
    );
    await Promise.all(issued);
  }
  if (task.ending === "exit") exit(7);
  if (task.ending === "throw") {
    hostGlobals.setImmediate(() => {
      throw new Error("the uncaught exception that this process was to end with");
    });
    await new Promise(() => undefined);
  }
};
