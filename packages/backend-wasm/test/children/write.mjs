import { connect } from "./connect.mjs";
import { report } from "./report.mjs";

// Writes until it is killed. Every acknowledged commit is reported before the next begins.
const [engine, path, scenario] = process.argv.slice(2);
const connection = await connect(engine, path);
/** Stands still until it is killed: no time passes for it. */
const hang = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);

if (scenario === "commits") {
  connection.all("PRAGMA journal_mode=WAL");
  connection.exec("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=50");
  connection.exec("CREATE TABLE IF NOT EXISTS entry(id INTEGER PRIMARY KEY, text TEXT)");
  for (let id = 1; ; id++) {
    connection.exec(`INSERT INTO entry VALUES (${id}, '${"x".repeat(200)}')`);
    report(id);
  }
}

if (scenario === "hot-journal") {
  // A cache too small for the transaction makes SQLite write uncommitted pages into the database itself.
  connection.all("PRAGMA journal_mode=DELETE");
  connection.exec("CREATE TABLE entry(id INTEGER PRIMARY KEY, text TEXT); PRAGMA cache_size=10");
  connection.exec(`
    WITH RECURSIVE counted(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM counted WHERE id < 2000)
    INSERT INTO entry SELECT id, printf('%.200c', 'o') FROM counted`);
  report(2000);
  connection.exec("BEGIN; UPDATE entry SET text = printf('%.200c', 'n')");
  report("in the middle");
  hang();
}
