import { chmodSync, closeSync, lchownSync, lstatSync, openSync, renameSync, unlinkSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { errnoOf } from "../../files/file-failure.js";
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

/** What a pulse is made of. */
export interface PulseOptions {
  /** The directory of session records. */
  readonly directory: string;
  /** The nonce of the session. */
  readonly nonce: string;
  readonly kind: string;
  /** Called when another process begins to wait for this session. */
  readonly onRing: () => void;
}

/** Makes a session's pulse. It keeps no process alive. What fails leaves the session without one, which is never worse than none. */
export function startPulse(options: PulseOptions): Pulse {
  const { directory, nonce, kind, onRing } = options;
  const callers = new Set<Socket>();
  let server = listening(options, callers, onRing);
  if (server === undefined) return NO_PULSE;
  let mode: PulseMode = "idle";
  const named = (as: PulseMode): string => join(directory, pulseName(as, nonce, kind));
  const path = (): string => named(mode);
  return {
    get callers() {
      return callers.size;
    },
    mark(next) {
      const before = path();
      attempt(() => retryOnWindows(() => renameSync(before, named(next))));
      // A name that could not be changed is the one to be changed next time.
      if (next === mode || !isThere(before)) mode = next;
    },
    restore() {
      if (server === undefined || isThere(path())) return;
      const anew = listening(options, callers, onRing);
      if (anew === undefined) return;
      server.close();
      server = anew;
      attempt(() => retryOnWindows(() => renameSync(named("idle"), path())));
    },
    dismissCallers() {
      for (const caller of callers) caller.destroy();
      callers.clear();
    },
    close() {
      if (server === undefined) return;
      attempt(() => retryOnWindows(() => unlinkSync(path())));
      server.close();
      server = undefined;
      for (const caller of callers) caller.destroy();
      callers.clear();
    },
  };
}

/** Makes the pulse; undefined where the system allows none, or others remove it as fast as it is made. */
function listening(options: PulseOptions, callers: Set<Socket>, onRing: () => void): Server | undefined {
  for (let made = 1; ; made++) {
    const server = answering(callers, onRing);
    try {
      offer(server, options);
      server.unref();
      return server;
    } catch (error) {
      server.close();
      removeUnfinished(options.directory, unfinishedPulseName(options.nonce));
      if (errnoOf(error) !== "ENOENT" || made === MAKES_AT_MOST) return undefined;
    }
  }
}

function answering(callers: Set<Socket>, onRing: () => void): Server {
  const server = createServer((caller) => {
    callers.add(caller);
    caller.unref();
    caller.on("error", () => caller.destroy());
    caller.on("close", () => callers.delete(caller));
    // Without a reader its end would never be noticed.
    caller.resume();
    onRing();
  });
  // What fails at once is seen by what is missing. What fails later, such as too many open files, must not end the proof.
  server.on("error", () => undefined);
  return server;
}

/**
 * Listens under a name that nobody asks, and only then takes the name by which it is found: between binding and listening
 * a socket refuses as if its owner were dead.
 */
function offer(server: Server, { directory, nonce, kind }: PulseOptions): void {
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
  // To ask takes the right to write: who may use the records must have it, and nobody else.
  const { file, owner } = rightsIn(directory);
  chmodSync(path, file);
  if (owner !== undefined) lchownSync(path, owner.uid, owner.gid);
  renameSync(path, name);
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** It proves less where this fails, and nothing wrong. */
function attempt(change: () => void): void {
  try {
    change();
  } catch {}
}
