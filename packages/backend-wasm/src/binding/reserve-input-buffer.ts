import { SqliteFailure } from "@keyed-store/sqlite/portable";
import type { ByteCount } from "../heap/byte-count.js";
import type { HeapAddress } from "../heap/heap-address.js";
import type { EngineConnection } from "./engine-connection.js";

/** The least a buffer holds, so that ordinary entries never make it grow. */
const MIN_SIZE = 65_536;

/** Makes the connection's buffer hold `minBytes` bytes at least, and returns where it is. What was in it is gone. */
export function reserveInputBuffer(connection: EngineConnection, minBytes: ByteCount): HeapAddress {
  if (minBytes <= connection.bufferSize && connection.buffer !== 0) return connection.buffer;
  const { sqlite } = connection.engine;
  sqlite.free(connection.buffer);
  connection.bufferSize = 0;
  const wanted = Math.max(MIN_SIZE, minBytes);
  connection.buffer = sqlite.malloc(wanted);
  if (connection.buffer === 0)
    throw new SqliteFailure("SQLITE_NOMEM", `There is no memory for ${wanted} bytes of parameters.`);
  connection.bufferSize = wanted;
  return connection.buffer;
}
