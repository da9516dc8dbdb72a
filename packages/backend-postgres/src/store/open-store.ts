import {
  type Access,
  type Backend,
  type BackendInfo,
  type BackendOpenOptions,
  type Clock,
  type Durability,
  isWrite,
  type Outcome,
  type Transaction,
} from "@keyed-store/core";
import { createTooLongKeyOutcome, hasTooLongKey } from "../batch/key-length.js";
import { createLink } from "../connection/link.js";
import { isServerFailure, serverAwayError, translateFailure } from "../connection/translate-failure.js";
import { ConnectionLost, type PostgresDriver } from "../driver/driver.js";
import { checkServer, openFailedError, type ServerFacts } from "../schema/check-server.js";
import { ensureSchema } from "../schema/ensure-schema.js";
import { quoteSchema } from "../schema/quote-schema.js";
import { settleWithin } from "../time/settle-within.js";
import { createChangePoller } from "./change-poller.js";
import { executeReads } from "./execute-reads.js";
import { probeStore } from "./probe.js";
import { createSender } from "./sender.js";
import { createStoreStatements } from "./statements.js";
import { createWriter } from "./writer.js";

/** Which store it is, and by what it is reached. */
export interface StorePlace {
  readonly driver: PostgresDriver;
  readonly info: BackendInfo;
  readonly address: string;
  readonly schema: string;
  readonly prepare: boolean;
}

/** A store that this process has open, however often: all its openings share one connection and one order of operations. */
interface SharedStore {
  readonly backend: Backend;
  /** @throws as `open` of a backend does; the store is then as it was */
  addOpening(options: BackendOpenOptions): Promise<void>;
}

/** A server that does not answer must not keep a store from being closed. */
const LEAVE_TIMEOUT_MS = 2_000;

/** The stores of this process, by their addresses. */
const openStores: Map<string, SharedStore> = new Map();

/** Opens a store, or joins what this process has open. */
export async function openStore(place: StorePlace, options: BackendOpenOptions): Promise<Backend> {
  const store = openStores.get(place.address) ?? createSharedStore(place);
  openStores.set(place.address, store);
  await store.addOpening(options);
  return store.backend;
}

function createSharedStore(place: StorePlace): SharedStore {
  const { driver, info, address, schema, prepare } = place;
  let openings = 0;
  let access: Access = "read-only";
  let durability: Durability = "process";
  let ensuredFor: Access | undefined;
  let server: ServerFacts | undefined;
  const link = createLink(driver, async (connection) => {
    server = await checkServer(connection);
  });
  const statements = createStoreStatements(quoteSchema(schema), prepare);
  const sender = createSender(link, statements, () => (durability === "power" ? "on" : "local"));
  const writer = createWriter(sender, link, statements);
  const changes = createChangePoller();

  async function execute(batch: readonly Transaction[], clock: Clock): Promise<readonly Outcome[]> {
    const [first] = batch;
    if (first !== undefined && hasTooLongKey(first)) return [createTooLongKeyOutcome()];
    const writes = batch.some((transaction) => transaction.some(isWrite));
    try {
      return writes ? await writer.execute(batch, clock) : await executeReads(link, statements, batch, clock);
    } catch (error) {
      // A read that was cut off is asked for again, when the queue says so.
      if (!writes && error instanceof ConnectionLost) throw serverAwayError(error);
      throw isServerFailure(error) ? translateFailure(error, writes ? "write" : "read") : error;
    } finally {
      if (writes) changes.tell();
    }
  }

  async function closeOne(): Promise<void> {
    openings -= 1;
    if (openings > 0) return;
    if (openStores.get(address) === store) openStores.delete(address);
    // What cannot be taken back in time is taken back by another client, a day later.
    if (access === "read-write") await settleWithin(LEAVE_TIMEOUT_MS, sender.leave());
    await link.end();
  }

  const backend: Backend = {
    info,
    databasePath: address,
    execute,
    flush: () => translating("write", () => sender.flush()),
    probe: (clock) => translating("read", () => probeStore({ link, sender, writer, info, schema, access, clock })),
    watch: (listener) => changes.listen(listener),
    close: closeOne,
  };

  const store: SharedStore = {
    backend,
    async addOpening(options) {
      openings += 1;
      try {
        await translating("open", async () => {
          await link.connect();
          if (options.durability === "power" && server?.survivesPowerLoss === false) {
            throw openFailedError(
              'The PostgreSQL server has fsync or full_page_writes off, so that it does not survive the loss of power: put them on, or open with durability "process".',
            );
          }
          if (ensuredFor !== "read-write" && ensuredFor !== options.access) {
            await link.use((connection) => ensureSchema(connection, schema, options.access));
            ensuredFor = options.access;
          }
        });
      } catch (error) {
        await closeOne();
        throw error;
      }
      if (options.access === "read-write") access = "read-write";
      if (options.durability === "power") durability = "power";
    },
  };
  return store;
}

async function translating<R>(activity: "open" | "read" | "write", work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    throw translateFailure(error, activity);
  }
}
