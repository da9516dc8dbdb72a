import type { Group } from "../../case/case.js";
import { exits } from "./exits.js";
import { lifeCycle } from "./life-cycle.js";
import { memory } from "./memory.js";

/** The seed checks that take Node, its processes and what it says of memory. */
export const nodeSeedChecks: readonly Group[] = [exits, memory, lifeCycle];
