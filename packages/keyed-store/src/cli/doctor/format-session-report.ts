import type { SessionReport } from "@keyed-store/sqlite";
import { formatTimestamp } from "../output/times.js";
import { toPrintableText } from "../output/to-printable-text.js";

const LIVENESS = { alive: "runs", dead: "ended", unknown: "may run elsewhere" } as const;

/** Who holds a store or waits for it, in one line. */
export function formatSessionReport({ record, doing, liveness, session }: SessionReport): string {
  if (session === undefined) return `a record that cannot be read (${toPrintableText(record)})`;
  const { backend, pid, host, since } = session;
  const what = doing === "holds" ? "holds it" : "waits for it";
  return `process ${pid} on ${host}, ${backend}, ${what} since ${formatTimestamp(since)}, ${LIVENESS[liveness]}`;
}
