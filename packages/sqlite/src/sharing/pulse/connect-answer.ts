/** What became of an attempt to connect. */
export type Answer = "connected" | "refused" | "busy" | "unclear";

/** The answer that a failed attempt gives. `EAGAIN`: so many wait to be accepted that there is no room for one more. */
export function answerOf(errno: string | undefined): Answer {
  if (errno === "ECONNREFUSED") return "refused";
  return errno === "EAGAIN" ? "busy" : "unclear";
}
