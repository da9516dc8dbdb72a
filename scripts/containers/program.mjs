import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** @typedef {import("./task.mjs").Task} Task */
/** @typedef {import("./task.mjs").Answer} Answer */

/** What runs in each container. */
export const SCRIPT = fileURLToPath(new URL("member.mjs", import.meta.url));

/** How long anything may take before it counts as hanging. */
const PATIENCE_MS = 60_000;

/** A program that has a store open, or will have, in a process of its own. */
export class Program {
  /** The keys of all writes that it was heard to acknowledge, in this order. @type {string[]} */
  acknowledged = [];
  /** @type {((answer: Answer) => void)[]} */
  #asked = [];
  /** @type {{ count: number, resolve: () => void }[]} */
  #listening = [];
  #stderr = "";

  /**
   * Starts it by a command line that ends with its interpreter; resolves when it listens.
   *
   * @param {readonly string[]} command empty for a plain process
   */
  static async start(command = []) {
    const program = new Program([...command, process.execPath, SCRIPT]);
    try {
      await program.#within(program.ready, "did not start");
      return program;
    } catch (error) {
      await program.kill();
      throw error;
    }
  }

  /** @param {readonly string[]} command */
  constructor([command = "", ...args]) {
    this.child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    this.child.stderr.setEncoding("utf8").on("data", (text) => (this.#stderr += text));
    // Who was killed takes no more input: that is no failure.
    this.child.stdin.on("error", () => undefined);
    /** Resolves when it is gone and all it said was heard. */
    this.gone = this.#end();
    this.ready = new Promise((resolve, reject) => {
      void this.gone.then(() => reject(new Error(`a program ended before it began: ${this.#stderr}`)));
      const lines = createInterface({ input: this.child.stdout });
      lines.on("line", (line) => this.#hear(line, () => resolve(undefined)));
    });
  }

  /**
   * Has it do something, and waits for what becomes of it; that it is killed meanwhile is an answer too.
   *
   * @param {Task} task
   * @returns {Promise<Answer>}
   */
  request(task) {
    const answer = new Promise((/** @type {(answer: Answer) => void} */ resolve) => this.#asked.push(resolve));
    this.child.stdin.write(`${JSON.stringify(task)}\n`);
    return this.#within(answer, `did not answer to ${JSON.stringify(task)}`);
  }

  /**
   * Resolves when it has acknowledged so many writes in all.
   *
   * @param {number} count
   */
  waitForWrites(count) {
    if (this.acknowledged.length >= count) return Promise.resolve();
    const hearing = new Promise((/** @type {(nothing: void) => void} */ resolve) =>
      this.#listening.push({ count, resolve }),
    );
    return this.#within(hearing, `acknowledged ${this.acknowledged.length} of ${count} writes`);
  }

  /** Its pid, counted where we are: that of the last descendant, for it was started through all the others. */
  get pid() {
    const childOf = (/** @type {number} */ pid) =>
      Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").trim().split(" ").at(-1));
    let pid = this.child.pid ?? 0;
    for (let next = childOf(pid); next !== 0; next = childOf(pid)) pid = next;
    return pid;
  }

  /** Kills it, and with it the container of which it is the first process. Resolves when it is gone. */
  async kill() {
    try {
      process.kill(this.pid, "SIGKILL");
      // What it was started through ends with it, but for who waits for no one.
      if (this.child.exitCode === null) await this.#within(this.gone, "did not end");
    } catch {
      this.child.kill("SIGKILL");
    }
    await this.gone;
  }

  /** Stops it in its tracks: resolves when the kernel says so. */
  async stop() {
    const { pid } = this;
    process.kill(pid, "SIGSTOP");
    const state = () => readFileSync(`/proc/${pid}/stat`, "latin1").replace(/^.*\) /s, "")[0];
    while (state() !== "T") await new Promise(setImmediate);
  }

  resume() {
    process.kill(this.pid, "SIGCONT");
  }

  async #end() {
    await new Promise((resolve) => {
      this.child.once("close", resolve);
      this.child.once("error", resolve);
    });
    for (const resolve of this.#asked.splice(0)) resolve({ code: "gone", message: `it ended. ${this.#stderr}` });
    for (const { resolve } of this.#listening.splice(0)) resolve();
  }

  /**
   * @param {string} line
   * @param {() => void} begin
   */
  #hear(line, begin) {
    /** @type {{ ready?: boolean, acknowledged?: string, answer?: Answer }} */
    let words;
    try {
      words = JSON.parse(line);
    } catch {
      // The last line of who was killed may be cut; what it says was then not acknowledged.
      return;
    }
    if (words.ready) begin();
    if (words.answer) this.#asked.shift()?.(words.answer);
    if (words.acknowledged === undefined) return;
    this.acknowledged.push(words.acknowledged);
    this.#listening = this.#listening.filter(({ count, resolve }) => {
      if (this.acknowledged.length < count) return true;
      resolve();
      return false;
    });
  }

  /**
   * @template T
   * @param {Promise<T>} work
   * @param {string} what
   * @returns {Promise<T>}
   */
  async #within(work, what) {
    const done = new AbortController();
    const late = async () => {
      await setTimeout(PATIENCE_MS, undefined, { signal: done.signal });
      throw new Error(`a program ${what} within ${PATIENCE_MS / 1000} s`);
    };
    try {
      return await Promise.race([work, late()]);
    } finally {
      done.abort();
    }
  }
}
