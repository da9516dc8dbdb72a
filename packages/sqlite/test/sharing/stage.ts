import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { SharingMode } from "../../src/host/sharing-mode.js";
import type { BlockingSession } from "../../src/node/sharing/protocol/blocking-session.js";
import { parsePulseName } from "../../src/node/sharing/pulse/pulse-name.js";
import { getSessionDirectoryPath } from "../../src/node/sharing/records/open-session-directory.js";
import { createSession, type Session } from "../../src/node/sharing/session/session.js";
import { createSharingSession, type SharingSession } from "../../src/node/sharing/sharing-session.js";

/** A database that sessions of one process share, in a real directory. */
export interface Stage {
  databasePath: string;
  /** What the sessions take for the time. It goes on by a millisecond at each look, so that no two ask in the same one. */
  now: number;
}

export const stage: Stage = { databasePath: "", now: 0 };

/** A fresh one for each test. */
export function useStage(): void {
  let home = "";
  beforeEach(() => {
    stage.now = Date.now();
    home = mkdtempSync(join(tmpdir(), "keyed-store-"));
    stage.databasePath = join(home, "state.sqlite");
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
}

export function clock(): number {
  stage.now += 1;
  return stage.now;
}

export function joined(mode: SharingMode, monotonicNow?: () => number): SharingSession {
  return createSharingSession({
    databasePath: stage.databasePath,
    mode,
    backend: mode === "shared" ? "native" : "wasm",
    clock,
    ...(monotonicNow && { monotonicNow }),
  });
}

/** All that is in the directory of records. */
export function left(): string[] {
  return readdirSync(getSessionDirectoryPath(stage.databasePath)).sort();
}

export function records(): string[] {
  return left().filter((name) => parsePulseName(name) === undefined);
}

export function plant(name: string, content: string = ""): void {
  writeFileSync(join(getSessionDirectoryPath(stage.databasePath), name), content);
}

/** Who is in the way of one attempt, if anyone. */
export function refusal(sharing: SharingSession): BlockingSession | undefined {
  const entry = sharing.tryEnter();
  return entry.entered ? undefined : entry.blocker;
}

/** A session of this process, but for what is said otherwise. */
export function foreign(differences: Partial<Session>): Session {
  return { ...createSession("wasm", Date.UTC(2026, 0, 2)), ...differences };
}

/** Above what Linux, macOS and Windows give out. */
export const NO_SUCH_PID = 0x7fff_fffe;
