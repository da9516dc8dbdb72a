/*
 * Why an aim is not met, and what a profile shows. Each is printed only where its aim is not met; a figure in it is of the
 * profile, not of the run that the page is made of.
 */
export const REASONS = {
  "writes-one-by-one":
    "**A write that evicts, one by one.** Nearly all of it is SQLite and the system: of some 37 µs, `COMMIT` takes 23, `BEGIN` 4, " +
    "inserting 2.3, evicting 2.3, looking for the key 1, and all of JavaScript 4. Four pages change at each (the youngest and the " +
    "oldest entries, and two of the index of keys), and at every sixth a page is taken and another given back, so that six pages " +
    "go to the log on average, where the upsert of the bare table, which is of the same length, writes one. To reach the aim, evictions would have to be put off, " +
    "and a namespace hold more than its cap.",
  "writes-in-flight":
    "**Writes in flight.** SQLite takes 70 % of it, inserting and evicting row by row; checking and encoding take 13 %, the rules 5 %, " +
    "the garbage collector 3 %. With no JavaScript at all it would just reach the aim.",
  lookups:
    "**A lookup of what was used lately.** The native store asks SQLite at each hit whether another process has committed, which is two system " +
    "calls of the lock of a reader, and 41 % of a lookup; the bare get makes the same two. Parsing the value takes 15 %, the rules and the cache 8 %, " +
    "clocks 6 %. In WebAssembly nothing is asked: parsing takes a third, and all layers together the rest.",
  entries:
    "**All entries.** Fetching the five columns of each row alone takes three quarters of what the bare list takes in all, which has two columns; each of " +
    "the three numbers costs a tenth of a microsecond. Parsing the values costs both the same. Joining the texts of many rows in SQLite, and parsing them at " +
    "once, was built whole and measured in the same way: 0.68 to 0.71, and in WebAssembly 0.5 where it is 0.83 row by row. SQLite is then twice as " +
    "quick, but one long text takes as long to parse as many short ones, or longer.",
  keys:
    "**Keys without values.** Each is a step of the engine and a text that is copied out of its memory, which WebAssembly makes dearer than native code " +
    "does, and parsing small values cheaper beside it.",
  growth:
    "**Growth.** Two trees grow where the bare table has one, and their pages are smaller, which makes a write cheap and a tree deep.",
  counting: "**Counting.** The rules by counting cost less here than where the aim was set.",
  "wasm-engine":
    "**The engine alone, against another WebAssembly engine that has the file for itself.** Of a write, 63 % is the system writing and 28 % " +
    "flushing, in both; in a profile of one after the other both take 13.2 µs. Of a read, the WebAssembly code takes 1.3 µs in both, " +
    "which leaves 0.1 µs for all of JavaScript if it is to be twice as fast; it takes 0.5, and the other 1.5.",
  peers:
    "**A `set` against unstorage.** Its `set` is one statement that replaces a text under a key, with no expiry, no cap and no version.",
  lmdb:
    "**lmdb.** It reads a value where it lies in memory that is shared with the file, and sees there what others have committed. The native store " +
    "has to ask SQLite for that.",
  "event-loop":
    "**The event loop.** The thread of the host shares two cores with the worker and the system, which flushes for it.",
  memory:
    "**Memory.** It is one step of the young generation of V8, which grows to its full size in these operations: over the next " +
    "30,000 the process grows no more, and the heap after a full collection not at all.",
  start:
    "**The first lookup.** Of some 20 ms, loading better-sqlite3 takes 8 (4 of them in the system's loader), judging beforehand whether it " +
    "would crash this Node 2.5, opening the file with all checks 9, and collecting what loading left behind 4. In WebAssembly, V8 compiles " +
    "each function of SQLite when it is called for the first time, which is about half of the time.",
  postgres:
    "**On PostgreSQL.** A batch is one procedure of the server, which locks owners, keeps ledgers, versions and the order of age exactly, and writes a " +
    "receipt: some ten statements of its own where an upsert is one.",
  page:
    "**On a page.** Of a read, a message to the worker and its answer take two thirds, and they take as long for whoever else asks SQLite in a worker. " +
    "Nothing is read of the disk meanwhile, and a commit is one write to it.",
};
