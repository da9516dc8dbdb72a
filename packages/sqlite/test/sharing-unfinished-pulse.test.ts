import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, unlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createAsynchronousPeerPulseProber } from "../src/node/sharing/pulse/asynchronous-peer-pulse-prober.js";
import type { LivenessProof, PeerPulseProber } from "../src/node/sharing/pulse/peer-pulse-prober.js";
import { type LivenessPulse, NO_PULSE } from "../src/node/sharing/pulse/pulse.js";
import { findSupportedPulseKind } from "../src/node/sharing/pulse/pulse-kind.js";
import { formatPulseName, formatUnfinishedPulseName, parsePulseName } from "../src/node/sharing/pulse/pulse-name.js";
import { startLivenessPulse } from "../src/node/sharing/pulse/start-liveness-pulse.js";
import { getSessionDirectoryPath } from "../src/node/sharing/records/open-session-directory.js";
import { joined, left, refusal, stage, useStage } from "./sharing/stage.js";

/** How many of the next unfinished pulses are removed right before they take their name. */
const cleaner = vi.hoisted(() => ({ removals: 0, removed: 0 }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  return {
    ...fs,
    renameSync(from: string, to: string) {
      if (cleaner.removals > 0 && from.includes(".pulse-")) {
        cleaner.removals -= 1;
        cleaner.removed += 1;
        fs.unlinkSync(from);
      }
      fs.renameSync(from, to);
    },
  };
});

useStage();
afterEach(() => Object.assign(cleaner, { removals: 0, removed: 0 }));

const NONCE = "9f86d081884c";
const UNFINISHED = formatUnfinishedPulseName(NONCE);

const directory = (): string => getSessionDirectoryPath(stage.databasePath);
const kindHere = (): string => {
  mkdirSync(directory(), { recursive: true });
  return findSupportedPulseKind(directory(), "a1b2c3d4e5f6") ?? "none";
};
const pulseHere = (): LivenessPulse =>
  startLivenessPulse({ directory: directory(), nonce: NONCE, kind: kindHere(), onPeerConnect: () => undefined });
const asking = (): PeerPulseProber =>
  createAsynchronousPeerPulseProber(directory(), kindHere(), () => performance.now());

/** What a session's pulse proves in the end. */
async function proven(peers: PeerPulseProber): Promise<LivenessProof | undefined> {
  const pulse = parsePulseName(formatPulseName("idle", NONCE, kindHere()));
  if (pulse === undefined) return undefined;
  const first = peers.getLivenessProof(pulse, false);
  if (first !== undefined) return first;
  await peers.whenAnswered();
  return peers.getLivenessProof(pulse, false);
}

/** Leaves the socket of a process that was killed before it had given it its name. */
function killedUnfinished(): void {
  const script = "require('node:net').createServer().listen(process.argv[1]); process.kill(process.pid, 'SIGKILL')";
  spawnSync(process.execPath, ["--eval", script, join(directory(), UNFINISHED)]);
  expect(left()).toContain(UNFINISHED);
}

describe.skipIf(process.platform === "win32")("a pulse whose maker died before it was finished", () => {
  test("KS-LIFE-1 is cleared away by the last to close", async () => {
    const owner = joined("exclusive");
    expect(refusal(owner)).toBeUndefined();
    killedUnfinished();
    await owner.close();
    expect(left()).toEqual([]);
  });

  test("KS-LIFE-1 stays while it answers, for its maker lives", async () => {
    const maker = createServer();
    kindHere();
    await new Promise<void>((resolve) => maker.listen(join(directory(), UNFINISHED), resolve));
    const owner = joined("exclusive");
    expect(refusal(owner)).toBeUndefined();
    await owner.close();
    expect(left()).toEqual([UNFINISHED]);
    await new Promise((resolve) => maker.close(resolve));
  });

  test("KS-SHARE-2 what it refuses says nothing of the session, which may have made it anew", async () => {
    kindHere();
    killedUnfinished();
    const peers = asking();
    expect(peers.removeUnfinishedPulses()).toBe(false);
    await peers.whenAnswered();
    expect(peers.removeUnfinishedPulses()).toBe(true);
    expect(left()).toEqual([]);
    const pulse = pulseHere();
    expect(await proven(peers)).toBe("alive");
    peers.disconnectAll();
    pulse.close();
  });
});

describe.skipIf(process.platform === "win32")("KS-SHARE-2 a pulse that was removed before it was finished", () => {
  test("is made anew, and proves that its session lives", async () => {
    kindHere();
    cleaner.removals = 2;
    const pulse = pulseHere();
    expect(cleaner.removed).toBe(2);
    const peers = asking();
    expect(await proven(peers)).toBe("alive");
    peers.disconnectAll();
    pulse.close();
    expect(left()).toEqual([]);
  });

  test("again and again leaves the session without one, and nothing behind", async () => {
    kindHere();
    cleaner.removals = Number.POSITIVE_INFINITY;
    expect(pulseHere()).toBe(NO_PULSE);
    expect(cleaner.removed).toBe(3);
    expect(left()).toEqual([]);
  });

  test("when it is made anew for an open session leaves the one that it has", async () => {
    const pulse = pulseHere();
    const name = join(directory(), formatPulseName("idle", NONCE, kindHere()));
    unlinkSync(name);
    cleaner.removals = Number.POSITIVE_INFINITY;
    pulse.recreateIfRemoved();
    expect(existsSync(name)).toBe(false);
    cleaner.removals = 0;
    pulse.recreateIfRemoved();
    const peers = asking();
    expect(await proven(peers)).toBe("alive");
    peers.disconnectAll();
    pulse.close();
    expect(left()).toEqual([]);
  });
});
