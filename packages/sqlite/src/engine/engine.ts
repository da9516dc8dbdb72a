import {
  type Access,
  type Backend,
  type BackendEvent,
  type BackendInfo,
  type BackendOpenOptions,
  type Clock,
  type Durability,
  type HostTimer,
  hostGlobals,
  isKeyedStoreError,
  isWrite,
  type Outcome,
  type Transaction,
} from "@keyed-store/core";
import type { SqliteDriver } from "../driver/driver.js";
import { keep } from "./connection/connection-manager.js";
import { backupTo } from "./maintenance/backup.js";
import { flushLog } from "./maintenance/flush-log.js";
import { keepUp, keepUpAtLast, newUpkeep, remembered } from "./maintenance/maintenance.js";
import { probeStore } from "./probe.js";

/** The one engine that this process has on a file, however often it is opened. */
export interface Engine {
  readonly backend: Backend;
  /** Opens the store once more; the first time, or where more is asked of it than before, the file is opened for it. */
  join(options: BackendOpenOptions): void;
}

/** Who was refused because the store is busy, and does not ask again for so long, has given up. */
const COMES_AGAIN_MS = 1_000;

/** An engine on a database file that is there, `unchanging` where nobody can write to it. `onGone` is told when it is of no use any more: its last opening was closed, or its files were tampered with. */
export function createEngine(
  driver: SqliteDriver,
  info: BackendInfo,
  path: string,
  unchanging: boolean,
  onGone: () => void,
): Engine {
  let openings = 0;
  const upkeep = newUpkeep();
  let access: Access = "read-only";
  let durability: Durability = "process";
  let abandoned: HostTimer | undefined;
  const listeners = new Set<(event: BackendEvent) => void>();
  const tell = (event: BackendEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const keeper = keep({ driver, path, demand: () => ({ access, durability, unchanging }), tell, onLost: onGone });

  function execute(batch: readonly Transaction[], clock: Clock): readonly Outcome[] {
    const writes = batch.some((transaction) => transaction.some(isWrite));
    try {
      return keeper.use(writes ? "write" : "read", (opened) => {
        if (!writes) return opened.kernel.execute(batch, clock);
        const outcomes = opened.kernel.execute(batch, remembered(upkeep, clock));
        keepUp(upkeep, opened, batch);
        return outcomes;
      });
    } catch (error) {
      if (!isKeyedStoreError(error) || isBusy(error)) throw error;
      return batch.length === 1 ? [{ status: "failed", error }] : batch.map((transaction) => alone(transaction, clock));
    }
  }

  /** One transaction of a batch that failed as a whole: what is wrong with one of them is no matter of the others. */
  function alone(transaction: Transaction, clock: Clock): Outcome {
    try {
      const [outcome] = execute([transaction], clock);
      if (outcome !== undefined) return outcome;
      throw new Error("A transaction had no outcome.");
    } catch (error) {
      if (isKeyedStoreError(error)) return { status: "failed", error };
      throw error;
    }
  }

  const backend: Backend = {
    info,
    databasePath: path,
    execute,
    flush: () => {
      if (access === "read-write" && durability === "process")
        keeper.use("write", ({ connection }) => flushLog(connection), "always");
      else keeper.use("read", () => undefined, "always");
    },
    backup: (destination) => keeper.use("read", ({ connection }) => backupTo(connection, destination), "always"),
    probe: (clock) => probeStore({ keeper, info, path, access, clock, tell }),
    close(opening?: Pick<BackendOpenOptions, "onEvent">) {
      if (opening !== undefined) listeners.delete(opening.onEvent);
      openings -= 1;
      return openings === 0 ? dispose() : undefined;
    },
  };

  return {
    backend,
    join(options) {
      const before = { access, durability };
      if (options.access === "read-write") access = "read-write";
      if (options.durability === "power") durability = "power";
      if (access !== before.access || durability !== before.durability) keeper.reopen();
      try {
        keeper.use("open", () => undefined);
      } catch (error) {
        ({ access, durability } = before);
        if (openings === 0) abandon(isBusy(error));
        throw error;
      }
      // Else the timer of an earlier refusal would dispose of it once more after its last close.
      hostGlobals.clearTimeout(abandoned);
      openings += 1;
      listeners.add(options.onEvent);
    },
  };

  /** Who is to wait keeps its place in the queue of processes for as long as it may come again. */
  function abandon(mayComeAgain: boolean): void {
    hostGlobals.clearTimeout(abandoned);
    if (!mayComeAgain) {
      if (openings === 0) void dispose();
      return;
    }
    abandoned = hostGlobals.setTimeout(() => abandon(false), COMES_AGAIN_MS);
    abandoned.unref?.();
  }

  function dispose(): Promise<void> | undefined {
    listeners.clear();
    try {
      return keeper.close((opened) => {
        if (access === "read-write") keepUpAtLast(upkeep, opened);
      });
    } finally {
      onGone();
    }
  }
}

function isBusy(error: unknown): boolean {
  return isKeyedStoreError(error) && error.code === "KEYED_STORE_BUSY";
}
