import type { ChildTask } from "../protocol/child-protocol.js";
import type { Role } from "./role.js";
import { countRole } from "./role-count.js";
import { fillRole } from "./role-fill.js";
import { historyRole } from "./role-history.js";
import { layersRole } from "./role-layers.js";
import { lockRole } from "./role-lock.js";
import { mixRole } from "./role-mix.js";
import { raceRole } from "./role-race.js";
import { serviceRole } from "./role-service.js";
import { streamRole } from "./role-stream.js";

/** All roles by name. */
export const roles: Readonly<Record<ChildTask["role"], Role>> = {
  stream: streamRole,
  mix: mixRole,
  race: raceRole,
  layers: layersRole,
  lock: lockRole,
  history: historyRole,
  fill: fillRole,
  service: serviceRole,
  count: countRole,
  /** Holds the store open and does nothing. */
  idle: ({ awaitStart }) => awaitStart(),
};
