import { SqliteFailure } from "@keyed-store/sqlite";
import type { ByteCount } from "../heap/byte-count.js";
import type { Pointer } from "../heap/pointer.js";
import type { EngineSession } from "./engine-session.js";

/** The least a buffer holds, so that ordinary entries never make it grow. */
const MIN_SIZE = 65_536;

/** Makes the session's buffer hold `minBytes` bytes at least, and returns where it is. What was in it is gone. */
export function reserveBuffer(session: EngineSession, minBytes: ByteCount): Pointer {
  if (minBytes <= session.bufferSize && session.buffer !== 0) return session.buffer;
  const { sqlite } = session.engine;
  sqlite.free(session.buffer);
  session.bufferSize = 0;
  const wanted = Math.max(MIN_SIZE, minBytes);
  session.buffer = sqlite.malloc(wanted);
  if (session.buffer === 0)
    throw new SqliteFailure("SQLITE_NOMEM", `There is no memory for ${wanted} bytes of parameters.`);
  session.bufferSize = wanted;
  return session.buffer;
}
