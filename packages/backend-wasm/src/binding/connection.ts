import type { SqliteConnection, SqliteStatement } from "@keyed-store/sqlite";
import type { WasmEngine } from "../engine/wasm-engine.js";
import type { Pointer } from "../heap/pointer.js";
import { toEngineVacuumPath } from "../syscalls/resolve-path.js";
import type { DatabaseLocation } from "../syscalls/syscall-context.js";
import { abandonEngineSession, runInEngine } from "./engine-session.js";
import { executeSql } from "./execute-sql.js";
import { isInTransaction } from "./is-in-transaction.js";
import { openEngineSession } from "./open-engine-session.js";
import { createStatement, prepareStatement } from "./statement.js";
import { tryFinalizeStatementsAndClose } from "./try-finalize-statements-and-close.js";

/**
 * Opens the database at `databaseLocation`, or without one a database in memory, in an engine that has none open. `locateFile` finds the
 * place of another file that SQLite is to write. `onEngineFree` is called when the engine is free for another connection, which it never is after it failed.
 */
export function openConnection(
  engine: WasmEngine,
  databaseLocation: DatabaseLocation | undefined,
  locateFile: (path: string) => DatabaseLocation,
  onEngineFree: () => void,
): SqliteConnection {
  const session = openEngineSession(engine, databaseLocation);
  const statements = new Map<string, SqliteStatement>();
  const prepared: Pointer[] = [];

  const prepare = (sql: string): SqliteStatement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    return runInEngine(session, () => {
      const pointer = prepareStatement(session, sql);
      prepared.push(pointer);
      const statement = createStatement(session, pointer, sql);
      statements.set(sql, statement);
      return statement;
    });
  };

  return {
    prepare,
    exec: (sql) => runInEngine(session, () => executeSql(session, sql)),
    get inTransaction() {
      return session.state === "open" && isInTransaction(prepare);
    },
    vacuumInto(path) {
      const target = locateFile(path);
      const statement = prepare("VACUUM INTO ?");
      engine.context.vacuumTarget = target;
      try {
        statement.run(toEngineVacuumPath(target.name));
      } finally {
        engine.context.vacuumTarget = undefined;
      }
    },
    abandon: () => abandonEngineSession(session),
    close() {
      if (tryFinalizeStatementsAndClose(session, prepared)) onEngineFree();
      session.state = "closed";
    },
  };
}
