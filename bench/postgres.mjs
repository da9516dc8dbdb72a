/*
 * The store on PostgreSQL, on a server of its own on a socket, with its files in memory where there is room: against Keyv's adapter on the
 * same server, in one process and in turns; against pgbench, which runs prepared upserts of one row each, by turns in processes; and how
 * the cost of an operation grows up to a million entries. `node bench/postgres.mjs`, after a build and on a quiet machine; `--small`
 * leaves out the million.
 */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { postgresProvider } from "@keyed-store/backend-postgres";
import {
  computeSpeedRatio,
  computeSpread,
  createIndexGenerator,
  createSampleKey,
  createSampleValue,
  measure,
} from "@keyed-store/conformance/bench";
import { openStateStore } from "@keyed-store/core";
import { findServerPrograms } from "../packages/backend-postgres/test/support/find-server.mjs";
import { startServer } from "../packages/backend-postgres/test/support/start-server.mjs";
import { drawn } from "./support/drawn.mjs";
import { printRatio, printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { installRivals, rival } from "./support/rivals.mjs";
import { inScratch } from "./support/scratch.mjs";

const ENTRIES = 1_000;
const MANY_ENTRIES = 1_000_000;
const IN_FLIGHT = 100;
const PLAN = { rounds: 15, turnMs: 200 };
const SMALL_PLAN = { rounds: 4, turnMs: 50 };
/** Connections of pgbench: as many as the store has, and as many as it has operations in flight. */
const PGBENCH_CONNECTIONS = [1, IN_FLIGHT];

await bench("postgres", async ({ small }) => {
  await installRivals();
  const plan = small ? SMALL_PLAN : PLAN;
  const server = await startServer({ max_connections: String(2 * IN_FLIGHT), max_wal_size: "4GB" });
  try {
    const [[version]] = await server.run("SHOW server_version");
    const keyed = await openStore(server, ENTRIES);
    const keyv = await openKeyv(server);
    const samples = await measure({ ...operationsOf("keyed-store", keyed), ...operationsOf("Keyv", keyv) }, plan);
    printSamples(samples);
    for (const operation of ["set", "get", `set, ${IN_FLIGHT} in flight`, `get, ${IN_FLIGHT} in flight`])
      printRatio(
        `${operation}: keyed-store ÷ Keyv`,
        computeSpeedRatio(samples[`keyed-store: ${operation}`].wall, samples[`Keyv: ${operation}`].wall),
      );
    const pgbench = await inScratch((directory) => raceAgainstPgbench(server, keyed, directory, small));
    await keyv.close();
    const growth = small ? undefined : await grow(server, keyed, plan);
    await keyed.close();
    return {
      data: { samples, pgbench, growth },
      versions: { postgresql: version, "@keyv/postgres": keyv.version },
    };
  } finally {
    await server.stop();
  }
});

/** A store of the server's, full and seen to give what it was given. */
async function openStore(server, entries) {
  const provider = postgresProvider({ client: server.client, schema: `bench_${entries}` });
  const store = await openStateStore({ providers: [provider], backend: provider.name, durability: "process" });
  const namespace = store.openKeyedStore({ namespace: "bench", maxEntries: entries });
  for (let from = 0; from < entries; from += ENTRIES)
    await Promise.all(
      Array.from({ length: ENTRIES }, (_, i) =>
        namespace.register(createSampleKey(from + i), createSampleValue(from + i)),
      ),
    );
  if ((await namespace.count()) !== entries) throw new Error(`keyed-store has not ${entries} entries`);
  return { set: namespace.register, get: namespace.lookup, close: store.close };
}

async function openKeyv(server) {
  const [{ module: core }, { module: adapter, version }] = await Promise.all(["keyv", "@keyv/postgres"].map(rival));
  const { host, user, database } = server.client;
  const uri = `postgresql://${user}@/${database}?host=${encodeURIComponent(host)}`;
  const keyed = new core.Keyv({ store: new adapter.KeyvPostgres({ uri }), namespace: "bench" });
  for (let i = 0; i < ENTRIES; i++) await keyed.set(createSampleKey(i), createSampleValue(i));
  return {
    set: (key, value) => keyed.set(key, value),
    get: (key) => keyed.get(key),
    close: () => keyed.disconnect(),
    version,
  };
}

function operationsOf(name, { set, get }) {
  const { key, value } = drawn(ENTRIES);
  const together = (run) => ({
    run: () => Promise.all(Array.from({ length: IN_FLIGHT }, run)),
    per: IN_FLIGHT,
  });
  return {
    [`${name}: set`]: { run: () => set(key(), value()) },
    [`${name}: get`]: { run: () => get(key()) },
    [`${name}: set, ${IN_FLIGHT} in flight`]: together(() => set(key(), value())),
    [`${name}: get, ${IN_FLIGHT} in flight`]: together(() => get(key())),
  };
}

/** By round, how many upserts a second each makes. Without pgbench, which comes with a server's programs, it is left out. */
async function raceAgainstPgbench(server, { set }, directory, small) {
  const program = join(findServerPrograms(), "pgbench");
  if (!existsSync(program)) {
    console.log("pgbench did not take part: it is not among the programs of this server");
    return undefined;
  }
  await server.run("CREATE TABLE pgbench_upserts (key text PRIMARY KEY, json text NOT NULL)");
  const script = join(directory, "upsert.sql");
  writeFileSync(
    script,
    `\\set i random(1, ${ENTRIES})
INSERT INTO pgbench_upserts VALUES ('key-' || :i, '${JSON.stringify(createSampleValue(1))}')
  ON CONFLICT (key) DO UPDATE SET json = excluded.json;
`,
  );
  const { key, value } = drawn(ENTRIES);
  const seconds = small ? 1 : 3;
  const ratios = Object.fromEntries(PGBENCH_CONNECTIONS.map((connections) => [connections, []]));
  for (let round = 0; round < (small ? 2 : 7); round++) {
    const own = await writesPerSecond(() => set(key(), value()), seconds * 1_000);
    for (const connections of PGBENCH_CONNECTIONS)
      ratios[connections].push(own / runPgbench(program, script, server, connections, seconds));
  }
  for (const [connections, found] of Object.entries(ratios))
    printRatio(`${IN_FLIGHT} in flight ÷ pgbench, ${connections} connections`, computeSpread(found));
  return ratios;
}

async function writesPerSecond(write, ms) {
  const began = performance.now();
  let written = 0;
  while (performance.now() - began < ms) {
    await Promise.all(Array.from({ length: IN_FLIGHT }, write));
    written += IN_FLIGHT;
  }
  return (written * 1_000) / (performance.now() - began);
}

function runPgbench(program, script, { client }, connections, seconds) {
  const given = ["-n", "-M", "prepared", "-f", script, "-c", connections, "-j", 1, "-T", seconds];
  const { stdout, stderr } = spawnSync(
    program,
    [...given.map(String), "-h", client.host, "-U", client.user, client.database],
    { encoding: "utf8" },
  );
  const found = /^tps = ([\d.]+)/m.exec(stdout);
  if (found === null) throw new Error(`pgbench gave no figure\n${stdout}${stderr}`);
  return Number(found[1]);
}

/** The same operations in a store of a thousand and in one of a million, in turns. */
async function grow(server, small, plan) {
  const large = await openStore(server, MANY_ENTRIES);
  await server.run("VACUUM ANALYZE");
  const operations = (entries, { set, get }) => {
    const anyOf = createIndexGenerator(entries / 2);
    let created = entries;
    // New keys evict the oldest: the younger half is there.
    const present = () => createSampleKey(created - 1 - anyOf());
    const { value } = drawn(ENTRIES);
    return {
      [`${entries}: register, new key`]: { run: () => set(createSampleKey(created++), value()) },
      [`${entries}: register, present key`]: { run: () => set(present(), value()) },
      [`${entries}: lookup`]: { run: () => get(present()) },
    };
  };
  const samples = await measure({ ...operations(ENTRIES, small), ...operations(MANY_ENTRIES, large) }, plan);
  for (const operation of ["register, new key", "register, present key", "lookup"])
    printRatio(
      `${operation}: a million ÷ a thousand, time`,
      computeSpeedRatio(samples[`${ENTRIES}: ${operation}`].wall, samples[`${MANY_ENTRIES}: ${operation}`].wall),
    );
  await large.close();
  return samples;
}
