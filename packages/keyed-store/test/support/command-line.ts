import { type BackendProvider, memoryProvider, openStateStore, type StateStore } from "@keyed-store/core";
import type { CommandEnvironment, Output } from "../../src/cli/environment/command-environment.js";
import { loadPostgresProvider } from "../../src/cli/environment/load-postgres-provider.js";
import { runCommandLine } from "../../src/cli/run-command-line.js";

/** What came of one command line. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A store and a command line that looks at it, both in memory and at the time of `clock.now`. */
export interface CommandLine {
  readonly clock: { now: number };
  /** Runs a command on the store. */
  readonly run: (argv: readonly string[], input?: string | Uint8Array) => Promise<Ran>;
  /** Runs a command that goes on until it is interrupted: when it has printed so many lines. */
  readonly runUntil: (lines: number, argv: readonly string[]) => Promise<Ran>;
  /** Uses the store as a program does. */
  readonly use: <R>(work: (store: StateStore) => Promise<R>) => Promise<R>;
}

export const NOON: number = Date.UTC(2026, 2, 2, 12);

/** A command line on a backend; `columns` makes it a terminal. */
export function commandLine(
  options: {
    readonly provider?: BackendProvider;
    readonly directory?: string;
    readonly columns?: number;
    /** The backend on a server, made for where the command line says. */
    readonly createServiceProvider?: CommandEnvironment["createServiceProvider"];
    /** More of the environment. */
    readonly variables?: CommandEnvironment["variables"];
  } = {},
): CommandLine {
  const provider = options.provider ?? memoryProvider();
  const directory = options.directory ?? "/memory";
  const clock = { now: NOON };
  async function runWith(
    argv: readonly string[],
    input: string | Uint8Array,
    linesUntilInterrupt: number,
  ): Promise<Ran> {
    const interrupts = new Set<() => void>();
    const stdout = capture(options.columns, (text) => {
      if (text.split("\n").length > linesUntilInterrupt) for (const interrupt of interrupts) interrupt();
    });
    const stderr = capture(options.columns);
    const environment: CommandEnvironment = {
      stdout,
      stderr,
      stdin: chunks(input),
      variables: { KEYED_STORE_DIR: directory, KEYED_STORE_BACKEND: provider.name, ...options.variables },
      onInterrupt(listener) {
        interrupts.add(listener);
        return () => interrupts.delete(listener);
      },
      now: () => clock.now,
      providers: async () => [provider],
      createServiceProvider: options.createServiceProvider ?? loadPostgresProvider,
    };
    const code = await runCommandLine(argv, environment);
    return { code, out: stdout.text(), err: stderr.text() };
  }

  return {
    clock,
    run: (argv, input = "") => runWith(argv, input, Number.POSITIVE_INFINITY),
    runUntil: (lines, argv) => runWith(argv, "", lines),
    async use(work) {
      const store = await openStateStore({
        directory,
        backend: provider.name,
        providers: [provider],
        limits: { maxEntriesPerOwner: Number.POSITIVE_INFINITY },
        clock: () => clock.now,
      });
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    },
  };
}

/** The documents of NDJSON. */
export const documents = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

function capture(columns?: number, onWrite: (text: string) => void = () => {}): Output & { text(): string } {
  const parts: string[] = [];
  return {
    isTerminal: columns !== undefined,
    columns: columns ?? Number.POSITIVE_INFINITY,
    async write(text) {
      parts.push(text);
      onWrite(parts.join(""));
    },
    text: () => parts.join(""),
  };
}

/** In small pieces, so that lines and characters are cut in two. */
async function* chunks(input: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
}
