import { connect } from "./connect.mjs";

// Reports what a database holds and closes it.
const [engine, path] = process.argv.slice(2);
const connection = await connect(engine, path);
const integrity = connection.all("PRAGMA integrity_check")[0][0];
const rows = connection.all("SELECT id, text FROM entry ORDER BY id");
connection.close();
process.stdout.write(JSON.stringify({ integrity, rows }));
