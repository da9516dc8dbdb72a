import type { SessionReport } from "@keyed-store/sqlite";
import { printable } from "../output/printable.js";
import { timestamp } from "../output/times.js";

const LIVENESS = { alive: "runs", dead: "ended", unknown: "may run elsewhere" } as const;

/** Who holds a store or waits for it, in one line. */
export function sessionText({ record, doing, liveness, session }: SessionReport): string {
  if (session === undefined) return `a record that cannot be read (${printable(record)})`;
  const { backend, pid, host, since } = session;
  const what = doing === "holds" ? "holds it" : "waits for it";
  return `process ${pid} on ${host}, ${backend}, ${what} since ${timestamp(since)}, ${LIVENESS[liveness]}`;
}
