import type { SqliteConnection, SqliteStatement } from "@keyed-store/sqlite";
import type { Engine } from "../engine/engine.js";
import type { Pointer } from "../engine/sqlite-exports.js";
import { vacuumTargetPath } from "../syscalls/resolve-path.js";
import type { DatabaseLocation } from "../syscalls/syscall-context.js";
import { closeSession } from "./close-session.js";
import { executeSql } from "./execute-sql.js";
import { isInTransaction } from "./is-in-transaction.js";
import { openSession } from "./open-session.js";
import { abandonSession, runInEngine } from "./session.js";
import { createStatement, prepareStatement } from "./statement.js";

/**
 * Opens the database at `location`, or without one a database in memory, in an engine that has none open. `locate` finds the
 * place of another file that SQLite is to write. `onClosed` is called when the engine is free for another connection, which it never is after it failed.
 */
export function openConnection(
  engine: Engine,
  location: DatabaseLocation | undefined,
  locate: (path: string) => DatabaseLocation,
  onClosed: () => void,
): SqliteConnection {
  const session = openSession(engine, location);
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
      const target = locate(path);
      const statement = prepare("VACUUM INTO ?");
      engine.context.vacuumTarget = target;
      try {
        statement.run(vacuumTargetPath(target.name));
      } finally {
        engine.context.vacuumTarget = undefined;
      }
    },
    abandon: () => abandonSession(session),
    close() {
      if (closeSession(session, prepared)) onClosed();
      session.state = "closed";
    },
  };
}
