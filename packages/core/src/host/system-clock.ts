import type { Clock } from "../contract/clock.js";
import { hostGlobals } from "./host-globals.js";

/** The time of the system, whoever replaces `Date` later, and one function for all stores, so that they can share commits. */
export const systemClock: Clock = () => hostGlobals.dateNow();
