import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findServerUser } from "./find-server.mjs";

/*
 * A process that keeps a PostgreSQL server for the tests: when its channel to them closes, whatever became of them, it ends the server and removes
 * its files.
 */

/** @type {{ programs: string, settings: Readonly<Record<string, string>>, initdb: readonly string[], pooler?: Pooler }} */
const { programs, settings, initdb, pooler } = JSON.parse(process.argv[2] ?? "");
/** @typedef {{ program: string, connections: number }} Pooler in transaction mode, with so many connections to the server */
const user = findServerUser();
/** Memory, where there is enough: flushing to it is the same work, but for the disk. */
const NEEDED_BYTES = 2 * 2 ** 30;
const inMemory = existsSync("/dev/shm") && hasRoom("/dev/shm");
const home = mkdtempSync(join(inMemory ? "/dev/shm" : tmpdir(), "ks-pg-"));
if (user.uid !== undefined && user.gid !== undefined) chownSync(home, user.uid, user.gid);
chmodSync(home, 0o700);
const data = join(home, "data");

/** @param {string} directory */
function hasRoom(directory) {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize > NEEDED_BYTES;
}

const SETTINGS = {
  listen_addresses: "",
  unix_socket_directories: home,
  shared_buffers: "64MB",
  max_connections: "100",
  max_wal_size: "256MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  log_min_messages: "panic",
  ...settings,
};

/** Also the names of sockets have a port. */
const SERVER_PORT = 5432;
const POOLER_PORT = 6432;

/** @type {import("node:child_process").ChildProcess} */
let server;
/** @type {import("node:child_process").ChildProcess | undefined} */
let poolerProcess;

/** What a killed server leaves behind takes a moment to end, and until then no other one starts. */
const MOST_STARTS = 100;

/**
 * Waits until a program lets somebody in, or has ended. Nothing tells but to ask it, so that real time passes here.
 *
 * @param {import("node:child_process").ChildProcess} program
 * @param {number} port of its socket
 */
async function waitUntilReadyOrEnded(program, port) {
  while (program.exitCode === null && !(await accepts(port))) await sleep(20);
}

async function start() {
  const given = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  for (let starts = 1; ; starts++) {
    server = spawn(join(programs, "postgres"), ["-D", data, ...given], { ...user, cwd: "/", stdio: "ignore" });
    await waitUntilReadyOrEnded(server, SERVER_PORT);
    if (server.exitCode === null) return;
    if (starts === MOST_STARTS) throw new Error(`The server ended with ${server.exitCode}.`);
    // In real time, as above: what is left ends by itself.
    await sleep(50);
  }
}

/**
 * Whether somebody is let in: a server answers to a question for encryption as soon as it listens, and to a login when it is ready.
 *
 * @param {number} port of its socket
 */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = createConnection(join(home, `.s.PGSQL.${port}`));
    const body = Buffer.from("user\0postgres\0database\0postgres\0\0");
    const head = Buffer.alloc(8);
    head.writeInt32BE(8 + body.length, 0);
    head.writeInt32BE(196_608, 4);
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.write(Buffer.concat([head, body])));
    socket.once("data", (bytes) => {
      socket.destroy();
      resolve(bytes[0] === "R".charCodeAt(0));
    });
    socket.once("close", () => resolve(false));
  });
}

/** @param {Pooler} pooler */
async function startPooler({ program, connections }) {
  const file = join(home, "pgbouncer.ini");
  const lines = [
    "[databases]",
    `postgres = host=${home} port=${SERVER_PORT} user=postgres`,
    "[pgbouncer]",
    "listen_addr =",
    `listen_port = ${POOLER_PORT}`,
    `unix_socket_dir = ${home}`,
    "auth_type = any",
    "pool_mode = transaction",
    `default_pool_size = ${connections}`,
  ];
  writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o644 });
  poolerProcess = spawn(program, [file], { ...user, cwd: "/", stdio: "ignore" });
  await waitUntilReadyOrEnded(poolerProcess, POOLER_PORT);
  if (poolerProcess.exitCode !== null) throw new Error(`pgbouncer ended with ${poolerProcess.exitCode}.`);
}

/** @param {NodeJS.Signals} signal */
async function end(signal) {
  const ended = once(server, "exit");
  server.kill(signal);
  await ended;
}

process.on("disconnect", async () => {
  poolerProcess?.kill("SIGKILL");
  if (server !== undefined && server.exitCode === null) await end("SIGQUIT");
  rmSync(home, { recursive: true, force: true });
  process.exit(0);
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => process.disconnect?.());

process.on("message", async (/** @type {{ restart: NodeJS.Signals }} */ { restart }) => {
  await end(restart);
  await start();
  process.send?.({ host: home });
});

execFileSync(join(programs, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "--no-sync", ...initdb], {
  ...user,
  cwd: "/",
  stdio: "ignore",
});
await start();
if (pooler !== undefined) await startPooler(pooler);
process.send?.({ host: home, poolerPort: POOLER_PORT });
