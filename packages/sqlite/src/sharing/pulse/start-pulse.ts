import { chmodSync, closeSync, lchownSync, lstatSync, openSync, renameSync, unlinkSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { errnoOf } from "../../files/file-error.js";
import { rightsIn } from "../../files/rights.js";
import { retryOnWindows } from "../../files/windows-retry.js";
import { pipePath } from "./pipe-path.js";
import { NO_PULSE, type Pulse } from "./pulse.js";
import { isPipeKind } from "./pulse-kind.js";
import { type PulseMode, pulseName, unfinishedPulseName } from "./pulse-name.js";
import { withSocketAddress } from "./socket-address.js";
import { removeUnfinished } from "./unfinished-pulses.js";

/** So often a pulse is made anew when its unfinished socket was removed: who clears away takes it for one of the dead. */
const MAKES_AT_MOST = 3;

/** How a pulse is made. */
export interface PulseOptions {
  /** The directory of session records. */
  readonly directory: string;
  /** The nonce of the session. */
  readonly nonce: string;
  readonly kind: string;
  /** Called when another process begins to wait for this session. */
  readonly onCall: () => void;
}

/** Makes a session's pulse. It keeps no process alive. What fails leaves the session without one, which is never worse than none. */
export function startPulse(options: PulseOptions): Pulse {
  const { directory, nonce, kind, onCall } = options;
  const callers = new Set<Socket>();
  let server = startListening(options, callers, onCall);
  if (server === undefined) return NO_PULSE;
  let mode: PulseMode = "idle";
  const named = (as: PulseMode): string => join(directory, pulseName(as, nonce, kind));
  const path = (): string => named(mode);
  return {
    get callers() {
      return callers.size;
    },
    setMode(next) {
      const before = path();
      ignoreErrors(() => retryOnWindows(() => renameSync(before, named(next))));
      // A name that could not be changed is the one to be changed next time.
      if (next === mode || !exists(before)) mode = next;
    },
    restore() {
      if (server === undefined || exists(path())) return;
      const anew = startListening(options, callers, onCall);
      if (anew === undefined) return;
      server.close();
      server = anew;
      ignoreErrors(() => retryOnWindows(() => renameSync(named("idle"), path())));
    },
    dismissCallers() {
      for (const caller of callers) caller.destroy();
      callers.clear();
    },
    close() {
      if (server === undefined) return;
      ignoreErrors(() => retryOnWindows(() => unlinkSync(path())));
      server.close();
      server = undefined;
      for (const caller of callers) caller.destroy();
      callers.clear();
    },
  };
}

/** Makes the pulse; undefined where the system allows none, or others remove it as fast as it is made. */
function startListening(options: PulseOptions, callers: Set<Socket>, onCall: () => void): Server | undefined {
  for (let made = 1; ; made++) {
    const server = createPulseServer(callers, onCall);
    try {
      publishServer(server, options);
      server.unref();
      return server;
    } catch (error) {
      server.close();
      removeUnfinished(options.directory, unfinishedPulseName(options.nonce));
      if (errnoOf(error) !== "ENOENT" || made === MAKES_AT_MOST) return undefined;
    }
  }
}

function createPulseServer(callers: Set<Socket>, onCall: () => void): Server {
  const server = createServer((caller) => {
    callers.add(caller);
    caller.unref();
    caller.on("error", () => caller.destroy());
    caller.on("close", () => callers.delete(caller));
    // Without a reader its end would never be noticed.
    caller.resume();
    onCall();
  });
  // What fails at once is seen by what is missing. What fails later, such as too many open files, must not end the proof.
  server.on("error", () => undefined);
  return server;
}

/**
 * Listens under a name that nobody connects to, and only then takes the name by which it is found: between binding and listening
 * a socket refuses as if its owner were dead.
 */
function publishServer(server: Server, { directory, nonce, kind }: PulseOptions): void {
  const name = join(directory, pulseName("idle", nonce, kind));
  if (isPipeKind(kind)) {
    server.listen({ path: pipePath(nonce), exclusive: true });
    if (!server.listening) throw new Error("the system gave no pipe");
    closeSync(openSync(name, "wx", 0o600));
  } else {
    bind(server, directory, unfinishedPulseName(nonce), name);
  }
}

function bind(server: Server, directory: string, unfinished: string, name: string): void {
  withSocketAddress(directory, unfinished, (address) => server.listen({ path: address, exclusive: true }));
  if (!server.listening) throw new Error("the system gave no socket");
  const path = join(directory, unfinished);
  // To connect takes the right to write: who may use the records must have it, and nobody else.
  const { file, owner } = rightsIn(directory);
  chmodSync(path, file);
  if (owner !== undefined) lchownSync(path, owner.uid, owner.gid);
  renameSync(path, name);
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Where this fails, the pulse proves less, and nothing wrong. */
function ignoreErrors(change: () => void): void {
  try {
    change();
  } catch {}
}
