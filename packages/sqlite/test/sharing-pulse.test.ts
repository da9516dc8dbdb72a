import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { busyError } from "../src/sharing/inspection/busy-error.js";
import { createBlockingPeers } from "../src/sharing/pulse/blocking-peers.js";
import { createConnectedPeers } from "../src/sharing/pulse/connected-peers.js";
import type { Peers, Proof } from "../src/sharing/pulse/peers.js";
import type { Pulse } from "../src/sharing/pulse/pulse.js";
import { detectPulseKind } from "../src/sharing/pulse/pulse-kind.js";
import { parsePulse, pulseName } from "../src/sharing/pulse/pulse-name.js";
import { startPulse } from "../src/sharing/pulse/start-pulse.js";
import { sessionDirectoryPath } from "../src/sharing/records/open-session-directory.js";
import { presenceName } from "../src/sharing/records/record.js";
import { formatSession } from "../src/sharing/session/session.js";
import { joinSharing, type Sharing } from "../src/sharing/sharing.js";
import { clock, foreign, joined, left, plant, records, refusal, stage, useStage } from "./sharing/stage.js";

useStage();

const NONCE = "9f86d081884c";
/** Neither host nor pid namespace nor boot is that of this process: the system tells nothing of it. */
const ELSEWHERE = { machine: "000000000000", pidNamespace: "1", boot: "0000000000000001", nonce: NONCE };

const directory = (): string => sessionDirectoryPath(stage.databasePath);
const kindHere = (): string => {
  mkdirSync(directory(), { recursive: true });
  return detectPulseKind(directory(), "a1b2c3d4e5f6") ?? "none";
};
const pulseHere = (onCall: () => void = () => undefined): Pulse =>
  startPulse({ directory: directory(), nonce: NONCE, kind: kindHere(), onCall });
/** Asks until there is an answer; a turn of the event loop lies between two questions. */
const proven = async (peers: Peers, name: string): Promise<Proof> => {
  const pulse = parsePulse(name);
  for (;;) {
    const proof = pulse && peers.proof(pulse, false);
    if (proof !== undefined) return proof;
    await turn();
  }
};
const asking = (): Peers => createConnectedPeers(directory(), kindHere(), () => performance.now());

describe.skipIf(process.platform === "win32")(
  "KS-SHARE-2 a pulse proves who lives, whatever the system tells of processes",
  () => {
    test("it answers while its session is open, and refuses when nobody listens any more", async () => {
      const pulse = pulseHere();
      const name = pulseName("idle", NONCE, kindHere());
      const peers = asking();
      expect(await proven(peers, name)).toBe("alive");
      peers.hangUp();
      pulse.close();
      expect(existsSync(join(directory(), name))).toBe(false);
    });

    test("a session elsewhere is alive while it listens, and when it was killed, what it left is cleared away", async () => {
      const session = foreign(ELSEWHERE);
      const pulse = pulseHere();
      pulse.setMode("exclusive");
      plant(presenceName("exclusive", formatSession(session)));
      const waiter = joined("exclusive");
      expect(refusal(waiter)).toMatchObject({ liveness: "unknown", session });
      await answered(waiter);
      expect(refusal(waiter)).toMatchObject({ liveness: "alive", session });
      pulse.close();
      killedWhileListening(join(directory(), pulseName("exclusive", NONCE, kindHere())));
      while (refusal(waiter) !== undefined) await turn();
      await waiter.close();
      expect(left()).toEqual([]);
    });

    test("KS-LIFE-1 the last to close clears away what died elsewhere, though nobody stood in its way", async () => {
      const session = foreign(ELSEWHERE);
      const owner = joined("shared");
      expect(refusal(owner)).toBeUndefined();
      plant(presenceName("shared", formatSession(session)));
      killedWhileListening(join(directory(), pulseName("shared", NONCE, kindHere())));
      await owner.close();
      expect(left()).toEqual([]);
    });

    test("many who died together are called at once, so that two attempts do", async () => {
      mkdirSync(directory(), { recursive: true });
      for (let index = 0; index < 4; index++) {
        const nonce = `${NONCE.slice(0, -1)}${index}`;
        plant(presenceName("shared", formatSession(foreign({ ...ELSEWHERE, nonce }))));
        killedWhileListening(join(directory(), pulseName("shared", nonce, kindHere())));
      }
      const next = joined("exclusive");
      expect(refusal(next)).toMatchObject({ liveness: "unknown" });
      await answered(next);
      expect(refusal(next)).toBeUndefined();
      await next.close();
      expect(left()).toEqual([]);
    });

    test("what is no socket, is of another file system, or is gone proves nothing", () => {
      const name = pulseName("idle", NONCE, kindHere());
      plant(name);
      const peers = asking();
      const other = parsePulse(pulseName("idle", NONCE, "6969"));
      for (const pulse of [parsePulse(name), other]) expect(pulse && peers.proof(pulse, false)).toBeUndefined();
      rmSync(join(directory(), name));
      const missing = parsePulse(name);
      expect(missing && peers.proof(missing, false)).toBeUndefined();
    });

    test("who holds up its thread is answered too", () => {
      const pulse = pulseHere();
      const name = parsePulse(pulseName("idle", NONCE, kindHere()));
      let now = 0;
      const peers = createConnectedPeers(directory(), kindHere(), () => now);
      expect(name && peers.proof(name, false)).toBeUndefined();
      now += 5;
      expect(name && peers.proof(name, false)).toBe("alive");
      expect(name && createBlockingPeers(directory(), kindHere()).proof(name, false)).toBe("alive");
      peers.hangUp();
      pulse.close();
    });

    test("a path that is too long for the address of a socket works all the same", async () => {
      stage.databasePath = join(
        stage.databasePath,
        "..",
        ..."x"
          .repeat(4)
          .split("")
          .map((letter) => letter.repeat(60)),
        "state.sqlite",
      );
      mkdirSync(directory(), { recursive: true });
      const pulse = pulseHere();
      const peers = asking();
      expect(await proven(peers, pulseName("idle", NONCE, kindHere()))).toBe("alive");
      peers.hangUp();
      pulse.close();
      expect(left()).toEqual([]);
    });
  },
);

describe.skipIf(process.platform === "win32")("KS-SHARE-4 a record that was removed", () => {
  test("is published again when the session is asked, and meanwhile its pulse keeps others out", async () => {
    const [owner, other] = [joined("exclusive"), joined("exclusive")];
    expect(refusal(owner)).toBeUndefined();
    rmSync(join(directory(), presenceName("exclusive", formatSession(owner.session))));
    expect(refusal(other)).toMatchObject({ doing: "holds" });
    await answered(other);
    expect(refusal(other)).toMatchObject({ liveness: "alive", session: undefined });
    expect(owner.confirm()).toBeUndefined();
    expect(left()).toContain(presenceName("exclusive", formatSession(owner.session)));
    await other.close();
    await owner.close();
    expect(left()).toEqual([]);
  });

  test("keeps its pulse: one that was removed alone is made anew", async () => {
    const owner = joined("exclusive");
    owner.tryEnter();
    const name = pulseName("exclusive", owner.session.nonce, kindHere());
    rmSync(join(directory(), name));
    expect(owner.confirm()).toBeUndefined();
    expect(left()).toContain(name);
    const peers = asking();
    expect(await proven(peers, name)).toBe("alive");
    peers.hangUp();
    await owner.close();
    expect(left()).toEqual([]);
  });

  test("with its pulse and its directory is published again too, and the pulse is made anew", async () => {
    const owner = joined("exclusive");
    owner.tryEnter();
    rmSync(directory(), { recursive: true });
    expect(owner.confirm()).toBeUndefined();
    expect(left()).toEqual([
      presenceName("exclusive", formatSession(owner.session)),
      pulseName("exclusive", owner.session.nonce, kindHere()),
    ]);
    await owner.close();
    expect(left()).toEqual([]);
  });

  test("and a log is there: whoever comes waits until the living must have shown themselves, and asks them meanwhile", async () => {
    let monotonic = 0;
    const newcomer = joinSharing({
      databasePath: stage.databasePath,
      mode: "exclusive",
      backend: "wasm",
      clock,
      monotonic: () => monotonic,
      hasLog: () => true,
    });
    const first = refusal(newcomer);
    expect(first).toMatchObject({ doing: "unseen", liveness: "unknown" });
    expect(first && busyError(first, stage.databasePath).message).toContain("no session record says whose");
    expect(records()).toHaveLength(1);
    monotonic += 1_499;
    expect(refusal(newcomer)).toMatchObject({ doing: "unseen" });
    monotonic += 1;
    expect(refusal(newcomer)).toBeUndefined();
    newcomer.leave();
    expect(refusal(newcomer), "it knows by now whose the log is").toBeUndefined();
    await newcomer.close();
    expect(left()).toEqual([]);
  });

  test("and another got in: the owner is told who", async () => {
    const owner = joined("exclusive");
    owner.tryEnter();
    rmSync(directory(), { recursive: true });
    const other = joined("exclusive");
    expect(refusal(other)).toBeUndefined();
    expect(owner.confirm()).toMatchObject({ doing: "holds", session: other.session });
    owner.leave();
    expect(refusal(owner)).toMatchObject({ session: other.session });
    await owner.close();
    await other.close();
  });
});

describe.skipIf(process.platform === "win32")("KS-SHARE-5 who waits rings", () => {
  test("the owner is called, and its leaving ends the connection", async () => {
    let rings = 0;
    const owner = pulseHere(() => {
      rings += 1;
    });
    const caller = connect(join(directory(), pulseName("idle", NONCE, kindHere())));
    while (rings === 0) await turn();
    expect(owner.callers).toBe(1);
    const ended = new Promise((resolve) => caller.once("close", resolve));
    caller.resume();
    owner.dismissCallers();
    await ended;
    expect(owner.callers).toBe(0);
    owner.close();
  });
});

/** Leaves a socket as a process does that was killed. */
function killedWhileListening(path: string): void {
  const script = "require('node:net').createServer().listen(process.argv[1]); process.kill(process.pid, 'SIGKILL')";
  spawnSync(process.execPath, ["--eval", script, path]);
}

/** Resolves when what a session asked for the first time has been answered. */
async function answered(waiter: Sharing): Promise<void> {
  for (let turns = 0; turns < 1_000; turns++) {
    const holder = refusal(waiter);
    if (holder?.liveness !== "unknown") return;
    await turn();
  }
}
