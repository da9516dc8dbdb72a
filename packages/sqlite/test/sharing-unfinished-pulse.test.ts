import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, unlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createConnectedPeers } from "../src/sharing/pulse/connected-peers.js";
import type { Peers, Proof } from "../src/sharing/pulse/peers.js";
import { NO_PULSE, type Pulse } from "../src/sharing/pulse/pulse.js";
import { detectPulseKind } from "../src/sharing/pulse/pulse-kind.js";
import { parsePulse, pulseName, unfinishedPulseName } from "../src/sharing/pulse/pulse-name.js";
import { startPulse } from "../src/sharing/pulse/start-pulse.js";
import { sessionDirectoryPath } from "../src/sharing/records/open-session-directory.js";
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
const UNFINISHED = unfinishedPulseName(NONCE);

const directory = (): string => sessionDirectoryPath(stage.databasePath);
const kindHere = (): string => {
  mkdirSync(directory(), { recursive: true });
  return detectPulseKind(directory(), "a1b2c3d4e5f6") ?? "none";
};
const pulseHere = (): Pulse =>
  startPulse({ directory: directory(), nonce: NONCE, kind: kindHere(), onCall: () => undefined });
const asking = (): Peers => createConnectedPeers(directory(), kindHere(), () => performance.now());

/** What a session's pulse proves in the end. */
async function proven(peers: Peers): Promise<Proof | undefined> {
  const pulse = parsePulse(pulseName("idle", NONCE, kindHere()));
  if (pulse === undefined) return undefined;
  const first = peers.proof(pulse, false);
  if (first !== undefined) return first;
  await peers.whenAnswered();
  return peers.proof(pulse, false);
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
    expect(peers.clearUnfinished()).toBe(false);
    await peers.whenAnswered();
    expect(peers.clearUnfinished()).toBe(true);
    expect(left()).toEqual([]);
    const pulse = pulseHere();
    expect(await proven(peers)).toBe("alive");
    peers.hangUp();
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
    peers.hangUp();
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
    const name = join(directory(), pulseName("idle", NONCE, kindHere()));
    unlinkSync(name);
    cleaner.removals = Number.POSITIVE_INFINITY;
    pulse.restore();
    expect(existsSync(name)).toBe(false);
    cleaner.removals = 0;
    pulse.restore();
    const peers = asking();
    expect(await proven(peers)).toBe("alive");
    peers.hangUp();
    pulse.close();
    expect(left()).toEqual([]);
  });
});
