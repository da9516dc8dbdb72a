/** The result of an attempt to connect. */
export type ConnectAnswer = "connected" | "refused" | "busy" | "unclear";

/** The answer that a failed attempt gives. `EAGAIN`: so many wait to be accepted that there is no room for one more. */
export function toConnectAnswer(errno: string | undefined): ConnectAnswer {
  if (errno === "ECONNREFUSED") return "refused";
  return errno === "EAGAIN" ? "busy" : "unclear";
}
