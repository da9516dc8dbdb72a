import type { Session } from "../../src/node/sharing/session/session.js";

/** A session of process 4711 on the host `box`, but for what is said otherwise. */
export function aSession(differences: Partial<Session> = {}): Session {
  return {
    backend: "native",
    pid: 4711,
    started: "8839201",
    thread: undefined,
    pidNamespace: "4026531836",
    boot: "0f3c9a7b12de4455",
    machine: "a1b2c3d4e5f6",
    host: "box",
    since: Date.UTC(2026, 0, 2, 3, 4, 5),
    nonce: "9f86d081884c",
    ...differences,
  };
}
