import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { Program } from "./program.mjs";

/** What a container needs of `unshare`. */
const ALL = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--uts", "--net", "--ipc"];
/** Whether we are root; else a user namespace around all makes us root in there, which does for nearly everything. */
export const isRoot = process.platform === "linux" && userInfo().uid === 0;
const AS_ROOT = isRoot ? [] : ["--user", "--map-root-user"];

/** Why there can be no containers here; `undefined` where there can. */
export function reasonNoContainers() {
  if (process.platform !== "linux") return "namespaces are a thing of Linux";
  const tried = spawnSync("unshare", [...AS_ROOT, ...ALL, "sh", "-c", "hostname box && mount -t tmpfs none /mnt"]);
  if (tried.error !== undefined) return `unshare of util-linux cannot be run: ${tried.error.message}`;
  return tried.status === 0 ? undefined : tried.stderr.toString().trim() || `unshare ended with ${tried.status}`;
}

/**
 * @typedef {object} Container how a program sees the world
 * @property {string} [host] its host name, with a namespace of its own for it; without one, as in the house
 * @property {boolean} [pids] whether it has pids of its own, and is the first of them
 * @property {boolean} [net] whether it has a network of its own
 * @property {boolean} [users] whether it has users of its own: root in there is who we are
 * @property {number} [bootTime] by how many seconds its clock since boot is ahead
 * @property {"own" | "foreign" | "hidepid" | "subset"} [proc] whose processes `/proc` shows: its own, those of the house, its
 *   own but for other users', its own and nothing of the system
 * @property {string} [bootId] what `/proc/sys/kernel/random/boot_id` says
 * @property {readonly string[]} [setUp] what is to be done in it first, in lines for a shell
 * @property {readonly string[]} [around] commands around the program, as `unshare` and its options
 */

/** Ordinary containers: nothing is shared but the directory. */
export const APART = { pids: true, net: true, proc: /** @type {const} */ ("own") };

/** Where the containers of one case are: a mount namespace, which takes with it what was mounted, and a directory. */
export class House {
  /** @type {Promise<Program>[]} */
  #programs = [];

  static async build() {
    const house = new House();
    await once(house.keeper.stdout, "data");
    return house;
  }

  constructor() {
    this.directory = mkdtempSync(join(realpathSync(tmpdir()), "keyed-store-containers-"));
    const args = [...AS_ROOT, "--mount", "--propagation", "private", "sh", "-c", "echo ready; exec cat"];
    this.keeper = spawn("unshare", args, { stdio: ["pipe", "pipe", "inherit"] });
    const users = isRoot ? [] : ["--user", "--preserve-credentials"];
    /** What brings a command into it. @type {readonly [string, ...string[]]} */
    this.enter = ["nsenter", "--target", `${this.keeper.pid}`, ...users, "--mount"];
  }

  /**
   * An empty directory in the house.
   *
   * @param {string} name
   */
  make(name) {
    const path = join(this.directory, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /**
   * Where we see what the house sees under a path.
   *
   * @param {string} path
   */
  fromOutside(path) {
    return join("/proc", `${this.keeper.pid}`, "root", path);
  }

  /**
   * The names of all files below a directory of the house, its subdirectories not among them.
   *
   * @param {string} path
   */
  files(path) {
    const seen = this.fromOutside(path);
    const entries = existsSync(seen) ? readdirSync(seen, { withFileTypes: true, recursive: true }) : [];
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  }

  /**
   * Runs lines of a shell in the house, to mount things.
   *
   * @param {readonly string[]} lines
   */
  shell(lines) {
    const [command, ...args] = this.enter;
    const { status, stderr } = spawnSync(command, [...args, "sh", "-ec", lines.join("\n")]);
    if (status !== 0) throw new Error(`the house could not be furnished: ${stderr.toString()}`);
  }

  /**
   * Starts a program in a container of its own.
   *
   * @param {Container} container
   */
  start({ host, pids, net, users, bootTime, proc, bootId, setUp = [], around = [] }) {
    const flags = [
      ...(pids ? ["--pid", "--mount-proc"].slice(0, proc === "foreign" ? 1 : 2) : []),
      ...(pids || bootTime !== undefined ? ["--fork", "--kill-child"] : []),
      ...(net ? ["--net", "--ipc"] : []),
      ...(host === undefined ? [] : ["--uts"]),
      ...(users ? ["--user", "--map-root-user"] : []),
      ...(bootTime === undefined ? [] : ["--time", "--boottime", `${bootTime}`]),
    ];
    const lines = [
      ...(host === undefined ? [] : [`hostname ${host}`]),
      ...(proc === "hidepid" ? ["mount -t proc -o hidepid=2 proc /proc"] : []),
      ...(bootId === undefined ? [] : this.#anotherBoot(bootId)),
      ...setUp,
      ...(proc === "subset" ? ["mount -t proc -o subset=pid proc /proc"] : []),
      'exec "$@"',
    ];
    return this.#begin([
      ...this.enter,
      "unshare",
      "--mount",
      "--propagation",
      "private",
      ...flags,
      "sh",
      "-ec",
      lines.join("\n"),
      "container",
      ...around,
    ]);
  }

  /**
   * Starts a program beside another one, that counts the same pids and has the same things mounted.
   *
   * @param {import("./program.mjs").Program} other
   */
  startBeside(other) {
    const users = isRoot ? [] : ["--user", "--preserve-credentials"];
    return this.#begin(["nsenter", "--target", `${other.pid}`, ...users, "--mount", "--pid"]);
  }

  /** Ends everyone in it, and nothing remains. */
  async pullDown() {
    const started = await Promise.allSettled(this.#programs);
    await Promise.all(started.flatMap((each) => (each.status === "fulfilled" ? [each.value.kill()] : [])));
    this.keeper.stdin.end();
    await once(this.keeper, "close");
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** @param {readonly string[]} command */
  #begin(command) {
    const program = Program.start(command);
    // Who started it hears of a failure; here it only must not count as unheard.
    program.catch(() => undefined);
    this.#programs.push(program);
    return program;
  }

  /** @param {string} id */
  #anotherBoot(id) {
    const file = join(this.directory, `boot-${id}`);
    return [`echo ${id} > ${file}`, `mount --bind ${file} /proc/sys/kernel/random/boot_id`];
  }
}

/**
 * Does something in a house of its own.
 *
 * @template T
 * @param {(house: House) => Promise<T>} work
 */
export async function withHouse(work) {
  const house = await House.build();
  try {
    return await work(house);
  } finally {
    await house.pullDown();
  }
}
