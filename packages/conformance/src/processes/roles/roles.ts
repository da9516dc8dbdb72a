import type { ChildTask } from "../protocol/child-protocol.js";
import type { Role } from "./role.js";
import { fill } from "./role-fill.js";
import { history } from "./role-history.js";
import { host } from "./role-host.js";
import { lock } from "./role-lock.js";
import { mix } from "./role-mix.js";
import { race } from "./role-race.js";
import { stream } from "./role-stream.js";

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
