import type { SqliteConnection, SqliteStatement } from "@keyed-store/sqlite";
import type { Engine } from "../engine/engine.js";
import type { Pointer } from "../engine/sqlite-exports.js";
import { copyPath } from "../syscalls/resolve-path.js";
import type { Mount } from "../syscalls/syscall-context.js";
import { closeSession } from "./close-session.js";
import { execute } from "./execute-sql.js";
import { isInTransaction } from "./is-in-transaction.js";
import { openSession } from "./open-session.js";
import { abandonSession, inEngine } from "./session.js";
import { compile, statementOf } from "./statement.js";

/**
 * Opens the mounted database, or one in memory, in an engine that has none open. `mountAt` gives other files that SQLite
 * is to write to. `onClosed` is told when the engine is free for another connection, which it never is after it failed.
 */
export function openConnection(
  engine: Engine,
  mount: Mount | undefined,
  mountAt: (path: string) => Mount,
  onClosed: () => void,
): SqliteConnection {
  const session = openSession(engine, mount);
  const statements = new Map<string, SqliteStatement>();
  const compiled: Pointer[] = [];

  const prepare = (sql: string): SqliteStatement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    return inEngine(session, () => {
      const pointer = compile(session, sql);
      compiled.push(pointer);
      const statement = statementOf(session, pointer, sql);
      statements.set(sql, statement);
      return statement;
    });
  };

  return {
    prepare,
    exec: (sql) => inEngine(session, () => execute(session, sql)),
    get inTransaction() {
      return session.state === "open" && isInTransaction(prepare);
    },
    vacuumInto(path) {
      const copy = mountAt(path);
      const statement = prepare("VACUUM INTO ?");
      engine.host.copy = copy;
      try {
        statement.run(copyPath(copy.name));
      } finally {
        engine.host.copy = undefined;
      }
    },
    abandon: () => abandonSession(session),
    close() {
      if (closeSession(session, compiled)) onClosed();
      session.state = "closed";
    },
  };
}
