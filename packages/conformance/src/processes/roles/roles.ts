import type { StateStore } from "@keyed-store/core";
import type { ChildMessage, ChildTask } from "../protocol/child-protocol.js";
import { fill } from "./role-fill.js";
import { history } from "./role-history.js";
import { host } from "./role-host.js";
import { lock } from "./role-lock.js";
import { mix } from "./role-mix.js";
import { race } from "./role-race.js";
import { stream } from "./role-stream.js";

/** What a role works with. */
export interface RoleContext {
  readonly task: ChildTask;
  readonly store: StateStore;
  readonly report: (message: ChildMessage) => void;
  /** Reports that it is ready, and waits until it may go on. */
  readonly go: () => Promise<void>;
}

/** Something a child process does. */
export type Role = (context: RoleContext) => Promise<void>;

/** All roles by name. */
export const roles: Readonly<Record<ChildTask["role"], Role>> = {
  stream,
  mix,
  race,
  lock,
  history,
  fill,
  host,
  /** Holds the store open and does nothing. */
  idle: ({ go }) => go(),
};
