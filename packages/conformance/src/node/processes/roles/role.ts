import type { StateStore } from "@keyed-store/core";
import type { ChildMessage, ChildTask } from "../protocol/child-protocol.js";

/** What a role works with. */
export interface RoleContext {
  readonly task: ChildTask;
  readonly store: StateStore;
  readonly report: (message: ChildMessage) => void;
  /** Reports that it is ready, and waits until it may go on. */
  readonly awaitStart: () => Promise<void>;
}

/** Something a child process does. */
export type Role = (context: RoleContext) => Promise<void>;
