import { chmodSync, closeSync, lchownSync, lstatSync, openSync, renameSync, unlinkSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { getErrnoName } from "../../../files/file-error.js";
import { derivePermissionsFromDirectory } from "../../files/file-permissions.js";
import { retryOnWindows } from "../../files/windows-retry.js";
import type { SessionNonce } from "../session/session.js";
import { formatPulsePipePath } from "./pipe-path.js";
import { type LivenessPulse, NO_PULSE } from "./pulse.js";
import { isPipePulseKind, type PulseKind } from "./pulse-kind.js";
import { formatPulseName, formatUnfinishedPulseName, type PulseMode } from "./pulse-name.js";
import { removeUnfinishedPulse } from "./unfinished-pulses.js";
import { withShortSocketAddress } from "./with-short-socket-address.js";

/** So often a pulse is made anew when its unfinished socket was removed: who clears away takes it for one of the dead. */
const MAKES_AT_MOST = 3;

/** How a pulse is made. */
export interface LivenessPulseOptions {
  /** The directory of session records. */
  readonly directory: string;
  /** The nonce of the session. */
  readonly nonce: SessionNonce;
  readonly kind: PulseKind;
  /** Called when another process begins to wait for this session. */
  readonly onPeerConnect: () => void;
}

/** Starts a pulse where there is a kind of it that others can connect to. */
export function startLivenessPulseIfSupported(
  sessionDirectory: string,
  pulseKind: PulseKind | undefined,
  nonce: SessionNonce,
  onPeerConnect: () => void = () => undefined,
): LivenessPulse {
  return pulseKind === undefined
    ? NO_PULSE
    : startLivenessPulse({ directory: sessionDirectory, nonce, kind: pulseKind, onPeerConnect });
}

/** Makes a session's pulse. It keeps no process alive. What fails leaves the session without one, which is never worse than none. */
export function startLivenessPulse(options: LivenessPulseOptions): LivenessPulse {
  const { directory, nonce, kind, onPeerConnect } = options;
  const peerSockets = new Set<Socket>();
  let server = tryStartPulseServer(options, peerSockets, onPeerConnect);
  if (server === undefined) return NO_PULSE;
  let mode: PulseMode = "idle";
  const named = (as: PulseMode): string => join(directory, formatPulseName(as, nonce, kind));
  const path = (): string => named(mode);
  return {
    get connectedPeerCount() {
      return peerSockets.size;
    },
    setMode(next) {
      const before = path();
      callIgnoringErrors(() => retryOnWindows(() => renameSync(before, named(next))));
      // A name that could not be changed is the one to be changed next time.
      if (next === mode || !pathExists(before)) mode = next;
    },
    isAmong: (names) => server === undefined || names.includes(formatPulseName(mode, nonce, kind)),
    recreateIfRemoved() {
      if (server === undefined || pathExists(path())) return;
      const anew = tryStartPulseServer(options, peerSockets, onPeerConnect);
      if (anew === undefined) return;
      server.close();
      server = anew;
      callIgnoringErrors(() => retryOnWindows(() => renameSync(named("idle"), path())));
    },
    disconnectPeers() {
      for (const caller of peerSockets) caller.destroy();
      peerSockets.clear();
    },
    close() {
      if (server === undefined) return;
      callIgnoringErrors(() => retryOnWindows(() => unlinkSync(path())));
      server.close();
      server = undefined;
      for (const caller of peerSockets) caller.destroy();
      peerSockets.clear();
    },
  };
}

/** Makes the pulse; undefined where the system allows none, or others remove it as fast as it is made. */
function tryStartPulseServer(
  options: LivenessPulseOptions,
  peerSockets: Set<Socket>,
  onPeerConnect: () => void,
): Server | undefined {
  for (let made = 1; ; made++) {
    const server = createPulseServer(peerSockets, onPeerConnect);
    try {
      listenUnderPulseName(server, options);
      server.unref();
      return server;
    } catch (error) {
      server.close();
      removeUnfinishedPulse(options.directory, formatUnfinishedPulseName(options.nonce));
      if (getErrnoName(error) !== "ENOENT" || made === MAKES_AT_MOST) return undefined;
    }
  }
}

function createPulseServer(peerSockets: Set<Socket>, onPeerConnect: () => void): Server {
  const server = createServer((caller) => {
    peerSockets.add(caller);
    caller.unref();
    caller.on("error", () => caller.destroy());
    caller.on("close", () => peerSockets.delete(caller));
    // Without a reader its end would never be noticed.
    caller.resume();
    onPeerConnect();
  });
  // What fails at once is seen by what is missing. What fails later, such as too many open files, must not end the proof.
  server.on("error", () => undefined);
  return server;
}

/**
 * Listens under a name that nobody connects to, and only then takes the name by which it is found: between binding and listening
 * a socket refuses as if its owner were dead.
 */
function listenUnderPulseName(server: Server, { directory, nonce, kind }: LivenessPulseOptions): void {
  const name = join(directory, formatPulseName("idle", nonce, kind));
  if (isPipePulseKind(kind)) {
    server.listen({ path: formatPulsePipePath(nonce), exclusive: true });
    if (!server.listening) throw new Error("the system gave no pipe");
    closeSync(openSync(name, "wx", 0o600));
  } else {
    listenOnSocketThenRename(server, directory, formatUnfinishedPulseName(nonce), name);
  }
}

function listenOnSocketThenRename(server: Server, directory: string, temporaryName: string, finalPath: string): void {
  withShortSocketAddress(directory, temporaryName, (address) => server.listen({ path: address, exclusive: true }));
  if (!server.listening) throw new Error("the system gave no socket");
  const path = join(directory, temporaryName);
  // To connect takes the right to write: who may use the records must have it, and nobody else.
  const { fileMode: file, owner } = derivePermissionsFromDirectory(directory);
  chmodSync(path, file);
  if (owner !== undefined) lchownSync(path, owner.uid, owner.gid);
  renameSync(path, finalPath);
}

function pathExists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Where this fails, the pulse proves less, and nothing wrong. */
function callIgnoringErrors(action: () => void): void {
  try {
    action();
  } catch {}
}
