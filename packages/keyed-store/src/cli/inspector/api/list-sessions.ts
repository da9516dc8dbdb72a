import { inspectDatabaseSessions, type SessionReport } from "@keyed-store/sqlite";
import type { SessionList, SessionSummary } from "../page/protocol.js";
import type { InspectorContext } from "./api-operation.js";

const LIVENESS = { alive: "runs", dead: "ended", unknown: "may run elsewhere" } as const;
const DOING = { holds: "has it open", waits: "waits for it", unreadable: "left a record that cannot be read" } as const;

/** `sessions`: who has the store open and who waits for it. Records are looked at by name; nothing is opened. On a server there are none. */
export async function listSessions({ place: { databasePath } }: InspectorContext): Promise<SessionList> {
  if (databasePath === undefined) return { sessions: [] };
  return { sessions: inspectDatabaseSessions(databasePath).sessions.map(toSessionSummary) };
}

function toSessionSummary({ doing, liveness, session }: SessionReport): SessionSummary {
  const facts = { doing: DOING[doing], liveness: LIVENESS[liveness] };
  if (session === undefined) return { process: "unknown", host: "unknown", backend: "unknown", ...facts, isOwn: false };
  const { pid, host, backend, since } = session;
  return { process: String(pid), host, backend, ...facts, since, isOwn: pid === process.pid };
}
