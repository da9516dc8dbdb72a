import { type BackendEvent, type HostTimer, hostGlobals, isKeyedStoreError } from "@keyed-store/core";
import { type SqliteConnection, type SqliteDriver, SqliteFailure } from "../../driver/driver.js";
import { type OperationKind, translateFailure } from "../../driver/translate-failure.js";
import { lookAtFiles } from "../../files/database-file.js";
import { recognise } from "../../format/recognise.js";
import { createKernel, type Kernel } from "../../kernel/kernel.js";
import { busyError, describeSession } from "../../sharing/inspection/busy-error.js";
import { NO_RECORDS } from "../../sharing/records/no-records.js";
import { joinSharing } from "../../sharing/sharing.js";
import { saveLog } from "../tampering/checkpoint-unlinked-log.js";
import { closeUntouched } from "../tampering/close-without-checkpoint.js";
import { type Tampering, tamperedError } from "../tampering/tampering-error.js";
import { type FilesWatch, hasContent, logOf, watchFiles } from "../tampering/watch-files.js";
import { bringHome } from "./checkpoint-leftover-log.js";
import { idleLook } from "./idle-poll.js";
import { isLocked, lockedError } from "./locked-error.js";
import { type Demand, openConnection } from "./open-connection.js";

/** A connection with the kernel on it. */
export interface Opened {
  readonly connection: SqliteConnection;
  readonly kernel: Kernel;
}

/** When it is looked whether others have done something to the files: now and then, or at each use. */
export type Care = "usual" | "always";

/**
 * Keeps the one connection that this process has to a file: opened when it is needed, let go between two uses when
 * another process waits for the file, given up when it cannot be relied on any more.
 */
export interface Keeper {
  /**
   * Works on the open connection. Failures of the engine come out as errors of the contract.
   *
   * @throws `KEYED_STORE_BUSY` another process has the file; nothing happened
   * @throws `KEYED_STORE_OPEN_FAILED` `KEYED_STORE_READ_FAILED` `KEYED_STORE_WRITE_FAILED` also where the files were tampered with: then and from then on (KS-LIFE-5)
   */
  use<Result>(attempt: OperationKind, work: (opened: Opened) => Result, care?: Care): Result;
  /** Closes the connection, so that the next use opens one as `demand` then says. */
  reopen(): void;
  /** Closes the connection and leaves nothing behind. Where one is open, `last` has it before; it must not throw. */
  close(last: (opened: Opened) => void): Promise<void> | undefined;
}

/** What a keeper has to do with. */
export interface KeeperOptions {
  readonly driver: SqliteDriver;
  readonly path: string;
  /** Asked at each opening. */
  readonly demand: () => Demand;
  readonly tell: (event: BackendEvent) => void;
  /** Told when the files were tampered with, so that the keeper is of no use any more. */
  readonly onLost: () => void;
}

/** One use in so many is followed by a look whether another process waits: each takes far less time than a turn. */
const USES_BETWEEN_LOOKS = 8;

/** How late at most a use notices what was done to the files (KS-LIFE-5). */
const NOTICES_WITHIN_MS = 10;

/** A record that could not be removed is tried again so soon: it keeps everyone out. */
const LEAVE_AGAIN_MS = 50;

/** Failures after which the connection is as good as before. */
const HARMLESS: ReadonlySet<string> = new Set(["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CONSTRAINT"]);

/** A keeper of one file for one driver. */
export function keep({ driver, path, demand, tell, onLost }: KeeperOptions): Keeper {
  const isUnchanging = demand().unchanging;
  const sharing = joinSharing({
    databasePath: path,
    mode: driver.sharing,
    backend: driver.name,
    onCall: giveWay,
    // Whoever has an index of the log open takes SQLite's own locks, which those who share go by.
    hasLog: () => hasContent(logOf(path)) && !(driver.sharing === "shared" && hasContent(`${path}-shm`)),
    ...(isUnchanging ? { sessionDirectory: NO_RECORDS } : {}),
  });
  const idle = idleLook(sharing, keepPlace);
  let opened: Opened | undefined;
  let files: FilesWatch | undefined;
  let isSole = true;
  let lookedAt = 0;
  let lost: Tampering | undefined;
  let isAloneNext = false;
  let recognised = false;
  let uses = 0;
  let leaving: HostTimer | undefined;

  function look(): Tampering | undefined {
    isSole &&= driver.sharing === "exclusive" || sharing.isAlone();
    return files?.look(isSole);
  }

  function open(): Opened {
    const entry = sharing.tryEnter(isAloneNext ? "exclusive" : driver.sharing);
    if (!entry.entered) throw busyError(entry.blocker, path, { backend: driver.name });
    hostGlobals.clearTimeout(leaving);
    try {
      if (!recognised) recognise(driver, path, lookAtFiles(path));
      recognised = true;
      const connection = openConnection(driver, path, demand());
      opened = { connection, kernel: createKernel(connection) };
      isSole = true;
      if (!isUnchanging) files = watchFiles(path);
    } catch (error) {
      letGo();
      leave();
      throw explained(error, "open");
    }
    isAloneNext = false;
    lookedAt = hostGlobals.monotonicNow();
    idle.start();
    return opened;
  }

  function explained(error: unknown, attempt: OperationKind): unknown {
    return isLocked(error)
      ? lockedError(error, path, sharing.session)
      : translateFailure(error, attempt, path, driver.name);
  }

  /**
   * Closes the connection in the way that suits what is there, for SQLite would bring home its log to whatever that is.
   * Answers what is wrong with the files, and nothing where nothing is lost by it.
   */
  function letGo(): Tampering | undefined {
    if (opened === undefined) return undefined;
    const { connection } = opened;
    const tampering = outcomeOf(look(), connection);
    opened = undefined;
    idle.stop();
    try {
      if (tampering === "overwritten" && sharing.isAlone()) closeUntouched(connection, logOf(path), false);
      else if (tampering === "log-overwritten" && sharing.isAlone()) closeUntouched(connection, logOf(path), true);
      else connection.close();
    } finally {
      stopWatching();
    }
    if (tampering !== undefined) {
      lost = tampering;
      onLost();
    }
    leave();
    return tampering;
  }

  /** A log that has only lost its name is saved: then nothing is lost. */
  function outcomeOf(tampering: Tampering | undefined, connection: SqliteConnection): Tampering | undefined {
    if (tampering !== "log-gone" || !saveLog(connection)) return tampering;
    // Others may still write to it: a new one is begun when they have left.
    isAloneNext = true;
    return undefined;
  }

  /** Another got in, for whom this session was not to be seen: what is not written yet must not be written now. */
  function giveIn(): void {
    if (opened?.connection.abandon === undefined) {
      letGo();
      return;
    }
    opened.connection.abandon();
    opened = undefined;
    idle.stop();
    stopWatching();
    leave();
  }

  function stopWatching(): void {
    files?.close(driver.sharing === "shared" && sharing.hasSiblings());
    files = undefined;
  }

  function leave(): void {
    hostGlobals.clearTimeout(leaving);
    try {
      sharing.leave();
    } catch {
      // Nothing is held any more, and nobody is to be kept out by what says otherwise.
      leaving = hostGlobals.setTimeout(leave, LEAVE_AGAIN_MS);
      leaving.unref?.();
    }
  }

  /** Never throws: what was just done is done, and what is wrong here is met by the next use. */
  function giveWay(): void {
    try {
      const holder = sharing.findWaiter();
      if (holder === undefined) {
        if (opened !== undefined && sharing.hasCallers) idle.start();
        return;
      }
      letGo();
      tell({ type: "hand-over", to: holder.session === undefined ? holder.record : describeSession(holder.session) });
    } catch {}
  }

  /** Never throws either. Idle, it must be seen to be in, and see who waits. */
  function keepPlace(): void {
    try {
      if (opened !== undefined && sharing.confirm() !== undefined) giveIn();
    } catch {}
    giveWay();
  }

  /** Looks at the files, unless that was done just now. What is wrong with them is thrown, and the connection gone. */
  function lookAtFilesNow(attempt: OperationKind, care: Care): boolean {
    const now = hostGlobals.monotonicNow();
    if (files === undefined || (care === "usual" && now - lookedAt < NOTICES_WITHIN_MS)) return false;
    lookedAt = now;
    if (look() !== undefined) demandWhole(letGo(), attempt);
    return opened !== undefined;
  }

  function demandWhole(tampering: Tampering | undefined, attempt: OperationKind): void {
    if (tampering !== undefined) throw tamperedError(tampering, attempt, path, { backend: driver.name });
  }

  /** Before the file is used: looks at the files and, if it did, at the record. */
  function notice(attempt: OperationKind, care: Care): void {
    if (!lookAtFilesNow(attempt, care)) return;
    const rival = sharing.confirm();
    if (rival === undefined) return;
    giveIn();
    throw busyError(rival, path, { backend: driver.name });
  }

  function present(attempt: OperationKind, care: Care): Opened {
    demandWhole(lost, attempt);
    if (opened !== undefined) notice(attempt, care);
    return opened ?? open();
  }

  return {
    use(attempt, work, care = "usual") {
      const now = present(attempt, care);
      try {
        const result = work(now);
        if (attempt === "write") lookAtFilesNow(attempt, care);
        return result;
      } catch (error) {
        if (opened !== undefined && (now.connection.inTransaction || !isHarmless(error))) demandWhole(letGo(), attempt);
        throw explained(error, attempt);
      } finally {
        uses += 1;
        if (uses % USES_BETWEEN_LOOKS === 0) giveWay();
      }
    },
    reopen: () => demandWhole(letGo(), "open"),
    close(last) {
      let cleared: Promise<void> | undefined;
      try {
        if (opened !== undefined && look() === undefined) last(opened);
        demandWhole(letGo(), "write");
        if (driver.sharing === "shared" && !isUnchanging)
          bringHome(path, sharing, () => openConnection(driver, path, demand()).close());
      } catch (error) {
        throw explained(error, "write");
      } finally {
        hostGlobals.clearTimeout(leaving);
        cleared = sharing.close();
      }
      return cleared;
    },
  };
}

function isHarmless(error: unknown): boolean {
  return isKeyedStoreError(error) || (error instanceof SqliteFailure && HARMLESS.has(error.result));
}
