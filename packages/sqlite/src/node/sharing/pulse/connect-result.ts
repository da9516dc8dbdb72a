import type { ErrnoName } from "../../../files/errno-name.js";

/** The result of an attempt to connect. */
export type ConnectResult = "connected" | "refused" | "busy" | "unclear";

/** The answer that a failed attempt gives. `EAGAIN`: so many wait to be accepted that there is no room for one more. */
export function toConnectResult(errnoName: ErrnoName | undefined): ConnectResult {
  if (errnoName === "ECONNREFUSED") return "refused";
  return errnoName === "EAGAIN" ? "busy" : "unclear";
}
