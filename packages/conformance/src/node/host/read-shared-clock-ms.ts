import { hrtime } from "node:process";

/** Milliseconds on the system's clock that never steps, which all processes of a machine share. */
export function readSharedClockMs(): number {
  return Number(hrtime.bigint()) / 1e6;
}
