import type { SqliteConnection, SqliteStatement } from "@keyed-store/sqlite/portable";
import type { WasmEngine } from "../engine/wasm-engine.js";
import { toEngineVacuumPath } from "../syscalls/resolve-path.js";
import type { DatabaseLocation } from "../syscalls/syscall-context.js";
import { abandonEngineConnection, runInEngineOrAbandonConnection } from "./engine-connection.js";
import { executeSql } from "./execute-sql.js";
import { isInTransactionByTryingBegin } from "./is-in-transaction-by-trying-begin.js";
import { openEngineConnection } from "./open-engine-connection.js";
import { createStatement, prepareStatement } from "./statement.js";
import type { StatementHandle } from "./statement-handle.js";
import { tryFinalizeStatementsAndClose } from "./try-finalize-statements-and-close.js";

/**
 * Opens the database at `databaseLocation`, or without one a database in memory, in an engine that has none open. `locateFile` finds the
 * place of another file that SQLite is to write. `onEngineFree` is called when the engine is free for another connection, which it never is after it failed.
 */
export function openConnection(
  engine: WasmEngine,
  databaseLocation: DatabaseLocation | undefined,
  locateVacuumTarget: (path: string) => DatabaseLocation,
  onEngineReusable: () => void,
): SqliteConnection {
  const connection = openEngineConnection(engine, databaseLocation);
  const statements = new Map<string, SqliteStatement>();
  const prepared: StatementHandle[] = [];

  const prepare = (sql: string): SqliteStatement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    return runInEngineOrAbandonConnection(connection, () => {
      const pointer = prepareStatement(connection, sql);
      prepared.push(pointer);
      const statement = createStatement(connection, pointer, sql);
      statements.set(sql, statement);
      return statement;
    });
  };

  return {
    prepare,
    exec: (sql) => runInEngineOrAbandonConnection(connection, () => executeSql(connection, sql)),
    get inTransaction() {
      return connection.state === "open" && isInTransactionByTryingBegin(prepare);
    },
    vacuumInto(path) {
      const target = locateVacuumTarget(path);
      const statement = prepare("VACUUM INTO ?");
      engine.context.vacuumTarget = target;
      try {
        statement.run(toEngineVacuumPath(target.name));
      } finally {
        engine.context.vacuumTarget = undefined;
      }
    },
    abandon: () => abandonEngineConnection(connection),
    close() {
      if (tryFinalizeStatementsAndClose(connection, prepared) === "reusable") onEngineReusable();
      connection.state = "closed";
    },
  };
}
