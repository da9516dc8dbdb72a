import { hostGlobals, type KeyedStoreError } from "@keyed-store/core";
import type { PostgresConnection, PostgresDriver } from "../driver/driver.js";
import { isServerAway, serverAwayError, translateFailure } from "./translate-failure.js";

/** The one connection of an open store, made again when it is lost. */
export interface Link {
  /** Connects, if there is no connection. @throws what the driver threw, as it is */
  connect(): Promise<void>;
  /**
   * Does work on a connection, when what was asked before is done.
   *
   * @throws `KEYED_STORE_BUSY` there is no connection now, and nothing was sent
   * @throws what the work throws: `ConnectionLost`, or what the server refused
   */
  use<R>(work: (connection: PostgresConnection) => Promise<R>): Promise<R>;
  /** Drops the connection: its server is not the one to talk to any more. */
  drop(): void;
  /** Ends the connection, whatever is under way on it. */
  end(): Promise<void>;
}

/** The first pause after a failed attempt to connect, at most; each doubles it. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Makes a link.
 *
 * @param check - done on each new connection before it is used; it throws where the server is not one to talk to
 */
export function createLink(driver: PostgresDriver, check: (connection: PostgresConnection) => Promise<void>): Link {
  let connection: PostgresConnection | undefined;
  let failures = 0;
  let away: { readonly error: KeyedStoreError; readonly until: number } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function connect(): Promise<PostgresConnection> {
    const made = await driver.connect();
    try {
      await check(made);
    } catch (error) {
      await made.end();
      throw error;
    }
    made.onLost(() => {
      if (connection === made) connection = undefined;
    });
    failures = 0;
    return made;
  }

  async function connectUnlessAway(): Promise<PostgresConnection> {
    if (away !== undefined && hostGlobals.monotonicNow() < away.until) throw away.error;
    try {
      return await connect();
    } catch (error) {
      if (!isServerAway(error)) throw translateFailure(error, "open");
      // A fleet that lost its server must not storm the next one, so that each waits for as long as chance says.
      const pause = hostGlobals.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
      failures += 1;
      away = { error: serverAwayError(error), until: hostGlobals.monotonicNow() + pause };
      throw away.error;
    }
  }

  const inTurn = <R>(work: () => Promise<R>): Promise<R> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };

  return {
    connect: () =>
      inTurn(async () => {
        connection ??= await connect();
      }),
    use: (work) =>
      inTurn(async () => {
        connection ??= await connectUnlessAway();
        return work(connection);
      }),
    drop() {
      const dropped = connection;
      connection = undefined;
      void dropped?.end();
    },
    async end() {
      const ended = connection;
      connection = undefined;
      await ended?.end();
    },
  };
}
