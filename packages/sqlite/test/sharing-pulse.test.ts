import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { storeBusyError } from "../src/node/sharing/inspection/store-busy-error.js";
import { createAsynchronousPeerPulseProber } from "../src/node/sharing/pulse/asynchronous-peer-pulse-prober.js";
import type { LivenessProof, PeerPulseProber } from "../src/node/sharing/pulse/peer-pulse-prober.js";
import type { LivenessPulse } from "../src/node/sharing/pulse/pulse.js";
import { findSupportedPulseKind } from "../src/node/sharing/pulse/pulse-kind.js";
import { formatPulseName, parsePulseName } from "../src/node/sharing/pulse/pulse-name.js";
import { startLivenessPulse } from "../src/node/sharing/pulse/start-liveness-pulse.js";
import { createSynchronousPeerPulseProber } from "../src/node/sharing/pulse/synchronous-peer-pulse-prober.js";
import { getSessionDirectoryPath } from "../src/node/sharing/records/open-session-directory.js";
import { formatPresenceRecordName } from "../src/node/sharing/records/record.js";
import { formatSessionText } from "../src/node/sharing/session/session.js";
import { createSharingSession, type SharingSession } from "../src/node/sharing/sharing-session.js";
import { clock, foreign, joined, left, plant, records, refusal, stage, useStage } from "./sharing/stage.js";

useStage();

const NONCE = "9f86d081884c";
/** Neither host nor pid namespace nor boot is that of this process: the system tells nothing of it. */
const ELSEWHERE = { machine: "000000000000", pidNamespace: "1", boot: "0000000000000001", nonce: NONCE };

const directory = (): string => getSessionDirectoryPath(stage.databasePath);
const kindHere = (): string => {
  mkdirSync(directory(), { recursive: true });
  return findSupportedPulseKind(directory(), "a1b2c3d4e5f6") ?? "none";
};
const pulseHere = (onCall: () => void = () => undefined): LivenessPulse =>
  startLivenessPulse({ directory: directory(), nonce: NONCE, kind: kindHere(), onPeerConnect: onCall });
/** Asks until there is an answer; a turn of the event loop lies between two questions. */
const proven = async (peers: PeerPulseProber, name: string): Promise<LivenessProof> => {
  const pulse = parsePulseName(name);
  for (;;) {
    const proof = pulse && peers.getLivenessProof(pulse, false);
    if (proof !== undefined) return proof;
    await turn();
  }
};
const asking = (): PeerPulseProber =>
  createAsynchronousPeerPulseProber(directory(), kindHere(), () => performance.now());

describe.skipIf(process.platform === "win32")(
  "KS-SHARE-2 a pulse proves who lives, whatever the system tells of processes",
  () => {
    test("it answers while its session is open, and refuses when nobody listens any more", async () => {
      const pulse = pulseHere();
      const name = formatPulseName("idle", NONCE, kindHere());
      const peers = asking();
      expect(await proven(peers, name)).toBe("alive");
      peers.disconnectAll();
      pulse.close();
      expect(existsSync(join(directory(), name))).toBe(false);
    });

    test("KS-SHARE-5 who is connected to it is told when its session leaves, and not when it ends the connection itself", async () => {
      let left = 0;
      let called = 0;
      const pulse = pulseHere(() => void called++);
      const name = parsePulseName(formatPulseName("idle", NONCE, kindHere()));
      const peers = createAsynchronousPeerPulseProber(
        directory(),
        kindHere(),
        () => performance.now(),
        () => void left++,
      );
      const connect = async (): Promise<void> => {
        const before = called;
        if (name !== undefined) peers.connect(name);
        while (called === before) await turn();
        await peers.whenAnswered();
      };
      await connect();
      peers.disconnectAll();
      await connect();
      expect(left).toBe(0);
      pulse.disconnectPeers();
      while (left === 0) await turn();
      expect(left).toBe(1);
      peers.disconnectAll();
      pulse.close();
    });

    test("a session elsewhere is alive while it listens, and when it was killed, what it left is cleared away", async () => {
      const session = foreign(ELSEWHERE);
      const pulse = pulseHere();
      pulse.setMode("exclusive");
      plant(formatPresenceRecordName("exclusive", formatSessionText(session)));
      const waiter = joined("exclusive");
      expect(refusal(waiter)).toMatchObject({ liveness: "unknown", session });
      await answered(waiter);
      expect(refusal(waiter)).toMatchObject({ liveness: "alive", session });
      pulse.close();
      killedWhileListening(join(directory(), formatPulseName("exclusive", NONCE, kindHere())));
      while (refusal(waiter) !== undefined) await turn();
      await waiter.close();
      expect(left()).toEqual([]);
    });

    test("KS-LIFE-1 the last to close clears away what died elsewhere, though nobody stood in its way", async () => {
      const session = foreign(ELSEWHERE);
      const owner = joined("shared");
      expect(refusal(owner)).toBeUndefined();
      plant(formatPresenceRecordName("shared", formatSessionText(session)));
      killedWhileListening(join(directory(), formatPulseName("shared", NONCE, kindHere())));
      await owner.close();
      expect(left()).toEqual([]);
    });

    test("many who died together are called at once, so that two attempts do", async () => {
      mkdirSync(directory(), { recursive: true });
      for (let index = 0; index < 4; index++) {
        const nonce = `${NONCE.slice(0, -1)}${index}`;
        plant(formatPresenceRecordName("shared", formatSessionText(foreign({ ...ELSEWHERE, nonce }))));
        killedWhileListening(join(directory(), formatPulseName("shared", nonce, kindHere())));
      }
      const next = joined("exclusive");
      expect(refusal(next)).toMatchObject({ liveness: "unknown" });
      await answered(next);
      expect(refusal(next)).toBeUndefined();
      await next.close();
      expect(left()).toEqual([]);
    });

    test("what is no socket, is of another file system, or is gone proves nothing", () => {
      const name = formatPulseName("idle", NONCE, kindHere());
      plant(name);
      const peers = asking();
      const other = parsePulseName(formatPulseName("idle", NONCE, "6969"));
      for (const pulse of [parsePulseName(name), other])
        expect(pulse && peers.getLivenessProof(pulse, false)).toBeUndefined();
      rmSync(join(directory(), name));
      const missing = parsePulseName(name);
      expect(missing && peers.getLivenessProof(missing, false)).toBeUndefined();
    });

    test("who holds up its thread is answered too", () => {
      const pulse = pulseHere();
      const name = parsePulseName(formatPulseName("idle", NONCE, kindHere()));
      let now = 0;
      const peers = createAsynchronousPeerPulseProber(directory(), kindHere(), () => now);
      expect(name && peers.getLivenessProof(name, false)).toBeUndefined();
      now += 5;
      expect(name && peers.getLivenessProof(name, false)).toBe("alive");
      expect(name && createSynchronousPeerPulseProber(directory(), kindHere()).getLivenessProof(name, false)).toBe(
        "alive",
      );
      peers.disconnectAll();
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
      expect(await proven(peers, formatPulseName("idle", NONCE, kindHere()))).toBe("alive");
      peers.disconnectAll();
      pulse.close();
      expect(left()).toEqual([]);
    });
  },
);

/** Time goes on by a second from one look at it to the next, so that no look is put off. */
const hurrying = (): (() => number) => {
  let now = 0;
  return () => {
    now += 1_000;
    return now;
  };
};

describe.skipIf(process.platform === "win32").each([
  { look: "a use", confirm: (sharing: SharingSession) => sharing.confirmPresence() },
  {
    look: "the look of an idle session",
    confirm: (sharing: SharingSession) => {
      const look = sharing.lookAround();
      if (look === undefined) throw new Error("the look was put off");
      return look.isPresent ? undefined : sharing.confirmPresence();
    },
  },
])("KS-SHARE-4 a record that was removed, met by $look,", ({ confirm }) => {
  test("is published again when the session is asked, and meanwhile its pulse keeps others out", async () => {
    const [owner, other] = [joined("exclusive", hurrying()), joined("exclusive")];
    expect(refusal(owner)).toBeUndefined();
    rmSync(join(directory(), formatPresenceRecordName("exclusive", formatSessionText(owner.session))));
    expect(refusal(other)).toMatchObject({ doing: "holds" });
    await answered(other);
    expect(refusal(other)).toMatchObject({ liveness: "alive", session: undefined });
    expect(confirm(owner)).toBeUndefined();
    expect(left()).toContain(formatPresenceRecordName("exclusive", formatSessionText(owner.session)));
    await other.close();
    await owner.close();
    expect(left()).toEqual([]);
  });

  test("keeps its pulse: one that was removed alone is made anew", async () => {
    const owner = joined("exclusive", hurrying());
    owner.tryEnter();
    const name = formatPulseName("exclusive", owner.session.nonce, kindHere());
    rmSync(join(directory(), name));
    expect(confirm(owner)).toBeUndefined();
    expect(left()).toContain(name);
    const peers = asking();
    expect(await proven(peers, name)).toBe("alive");
    peers.disconnectAll();
    await owner.close();
    expect(left()).toEqual([]);
  });

  test("with its pulse and its directory is published again too, and the pulse is made anew", async () => {
    const owner = joined("exclusive", hurrying());
    owner.tryEnter();
    rmSync(directory(), { recursive: true });
    expect(confirm(owner)).toBeUndefined();
    expect(left()).toEqual([
      formatPresenceRecordName("exclusive", formatSessionText(owner.session)),
      formatPulseName("exclusive", owner.session.nonce, kindHere()),
    ]);
    await owner.close();
    expect(left()).toEqual([]);
  });

  test("and a log is there: whoever comes waits until the living must have shown themselves, and asks them meanwhile", async () => {
    let monotonic = 0;
    const newcomer = createSharingSession({
      databasePath: stage.databasePath,
      mode: "exclusive",
      backend: "wasm",
      clock,
      monotonicNow: () => monotonic,
      hasWal: () => true,
    });
    const first = refusal(newcomer);
    expect(first).toMatchObject({ doing: "unseen", liveness: "unknown" });
    expect(first && storeBusyError(first, stage.databasePath).message).toContain("no session record says whose");
    expect(records()).toHaveLength(1);
    monotonic += 2_499;
    expect(refusal(newcomer)).toMatchObject({ doing: "unseen" });
    monotonic += 1;
    expect(refusal(newcomer)).toBeUndefined();
    newcomer.leave();
    expect(refusal(newcomer), "it knows by now whose the log is").toBeUndefined();
    await newcomer.close();
    expect(left()).toEqual([]);
  });

  test("and another got in: the owner is told who", async () => {
    const owner = joined("exclusive", hurrying());
    owner.tryEnter();
    rmSync(directory(), { recursive: true });
    const other = joined("exclusive");
    expect(refusal(other)).toBeUndefined();
    expect(confirm(owner)).toMatchObject({ doing: "holds", session: other.session });
    owner.leave();
    expect(refusal(owner)).toMatchObject({ session: other.session });
    await owner.close();
    await other.close();
  });

  test("stays as it is where nothing was removed", async () => {
    const owner = joined("exclusive", hurrying());
    owner.tryEnter();
    const before = left();
    expect(confirm(owner)).toBeUndefined();
    expect(left()).toEqual(before);
    await owner.close();
  });
});

describe.skipIf(process.platform === "win32")("KS-SHARE-5 who waits rings", () => {
  test("the owner is called, and its leaving ends the connection", async () => {
    let rings = 0;
    const owner = pulseHere(() => {
      rings += 1;
    });
    const caller = connect(join(directory(), formatPulseName("idle", NONCE, kindHere())));
    while (rings === 0) await turn();
    expect(owner.connectedPeerCount).toBe(1);
    const ended = new Promise((resolve) => caller.once("close", resolve));
    caller.resume();
    owner.disconnectPeers();
    await ended;
    expect(owner.connectedPeerCount).toBe(0);
    owner.close();
  });
});

/** Leaves a socket as a process does that was killed. */
function killedWhileListening(path: string): void {
  const script = "require('node:net').createServer().listen(process.argv[1]); process.kill(process.pid, 'SIGKILL')";
  spawnSync(process.execPath, ["--eval", script, path]);
}

/** Resolves when what a session asked for the first time has been answered. */
async function answered(waiter: SharingSession): Promise<void> {
  for (let turns = 0; turns < 1_000; turns++) {
    const holder = refusal(waiter);
    if (holder?.liveness !== "unknown") return;
    await turn();
  }
}
