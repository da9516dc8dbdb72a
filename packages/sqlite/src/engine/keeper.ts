import { type BackendEvent, type HostTimer, hostGlobals, isKeyedStoreError } from "@keyed-store/core";
import { type SqliteConnection, type SqliteDriver, SqliteFailure } from "../driver.js";
import { type Attempt, translateFailure } from "../failure.js";
import { lookAtFiles } from "../files/database-file.js";
import { recognise } from "../format/recognise.js";
import { createKernel, type Kernel } from "../kernel/kernel.js";
import { busyError, describeSession } from "../sharing/busy-error.js";
import { NO_RECORDS } from "../sharing/no-records.js";
import { joinSharing } from "../sharing/sharing.js";
import { isLocked, lockedError } from "./busy.js";
import { type Demand, openConnection } from "./open-connection.js";

/** A connection with the kernel on it. */
export interface Opened {
  readonly connection: SqliteConnection;
  readonly kernel: Kernel;
}

/**
 * Keeps the one connection that this process has to a file: opened when it is needed, let go between two uses when
 * another process waits for the file, given up when it cannot be relied on any more.
 */
export interface Keeper {
  /**
   * Works on the open connection. Failures of the engine come out as errors of the contract.
   *
   * @throws `KEYED_STORE_BUSY` another process has the file; nothing happened
   */
  use<Result>(attempt: Attempt, work: (opened: Opened) => Result): Result;
  /** Closes the connection, so that the next use opens one as `demand` then says. */
  reopen(): void;
  /** Closes the connection and leaves nothing behind. Where one is open, `last` has it before; it must not throw. */
  close(last: (opened: Opened) => void): void;
}

/** One use in so many is followed by a look whether another process waits: each takes far less time than a turn. */
const USES_BETWEEN_LOOKS = 8;

/** While nothing is asked of it, the keeper looks this often whether another process waits. */
const IDLE_LOOK_MS = 50;

/** Failures after which the connection is as good as before. */
const HARMLESS: ReadonlySet<string> = new Set(["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CONSTRAINT"]);

/** A keeper of `path` for one driver. `demand` is asked at each opening. */
export function keep(
  driver: SqliteDriver,
  path: string,
  demand: () => Demand,
  tell: (event: BackendEvent) => void,
): Keeper {
  const records = demand().unchanging ? { files: NO_RECORDS } : {};
  const sharing = joinSharing({ databasePath: path, mode: driver.sharing, backend: driver.name, ...records });
  let opened: Opened | undefined;
  let recognised = false;
  let uses = 0;
  let idle: HostTimer | undefined;

  function open(): Opened {
    const entry = sharing.tryEnter();
    if (!entry.entered) throw busyError(entry.holder, path, { backend: driver.name });
    try {
      if (!recognised) recognise(driver, path, lookAtFiles(path));
      recognised = true;
      const connection = openConnection(driver, path, demand());
      opened = { connection, kernel: createKernel(connection) };
    } catch (error) {
      sharing.leave();
      throw explained(error, "open");
    }
    idle = hostGlobals.setInterval(giveWay, IDLE_LOOK_MS);
    idle.unref?.();
    return opened;
  }

  function explained(error: unknown, attempt: Attempt): unknown {
    return isLocked(error)
      ? lockedError(error, path, sharing.session)
      : translateFailure(error, attempt, path, driver.name);
  }

  function letGo(): void {
    if (opened === undefined) return;
    const { connection } = opened;
    opened = undefined;
    hostGlobals.clearInterval(idle);
    connection.close();
    sharing.leave();
  }

  /** Never throws: what was just done is done, and what is wrong here is met by the next use. */
  function giveWay(): void {
    try {
      const holder = sharing.wantedBy();
      if (holder === undefined) return;
      letGo();
      tell({ type: "hand-over", to: holder.session === undefined ? holder.record : describeSession(holder.session) });
    } catch {}
  }

  return {
    use(attempt, work) {
      const present = opened ?? open();
      try {
        return work(present);
      } catch (error) {
        if (present.connection.inTransaction || !isHarmless(error)) letGo();
        throw explained(error, attempt);
      } finally {
        uses += 1;
        if (uses % USES_BETWEEN_LOOKS === 0) giveWay();
      }
    },
    reopen: letGo,
    close(last) {
      try {
        if (opened !== undefined) last(opened);
        letGo();
      } catch (error) {
        throw explained(error, "write");
      } finally {
        sharing.close();
      }
    },
  };
}

function isHarmless(error: unknown): boolean {
  return isKeyedStoreError(error) || (error instanceof SqliteFailure && HARMLESS.has(error.result));
}
