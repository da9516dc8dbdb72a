import type { Disk } from "@keyed-store/backend-wasm/portable";
import { KeyedStoreError } from "@keyed-store/core";
import {
  createWaitMeter,
  DATABASE_HEADER_BYTES,
  type OtherSession,
  type Sharing,
  type StoreHost,
} from "@keyed-store/sqlite/portable";

/** A file on a disk that others use too, each alone with it in turn. */
export interface MemoryPlace {
  readonly disk: Disk;
  /** Who is in, and who waits. */
  holder: Visitor | undefined;
  readonly waiting: Set<Visitor>;
}

interface Visitor {
  readonly name: string;
  ring(): void;
}

/** A host for stores on a disk in memory, of nothing but what the portable doors give. */
export function createMemoryHost(place: MemoryPlace, databasePath: string, sessionName: string): StoreHost {
  const fileName = databasePath.slice(databasePath.lastIndexOf("/") + 1);
  const sizeOf = (suffix: string): number | undefined => place.disk.stat(fileName + suffix)?.size;
  return {
    databasePath,
    isImmutable: false,
    joinSharing: (onPeerConnect) => joinPlace(place, { name: sessionName, ring: onPeerConnect }),
    createLockedError: (failure) => new KeyedStoreError("KEYED_STORE_BUSY", failure.message),
    inspectFiles: () => ({
      databaseSize: sizeOf(""),
      hasWal: (sizeOf("-wal") ?? 0) > 0,
      hasJournal: (sizeOf("-journal") ?? 0) > 0,
    }),
    readDatabaseHeader() {
      const header = new Uint8Array(DATABASE_HEADER_BYTES);
      const file = place.disk.open(fileName, { write: false, create: false, exclusive: false });
      file.read(header, 0, header.length, 0);
      file.close();
      return header;
    },
    isDatabaseWritable: () => true,
    hasWalFile: () => sizeOf("-wal") !== undefined,
    createTamperingDetector: () => undefined,
    readFilesFingerprint: () => undefined,
    assertDirectoryUsable: () => undefined,
  };
}

function joinPlace(place: MemoryPlace, self: Visitor): Sharing {
  const meter = createWaitMeter();
  const describeVisitor = (visitor: Visitor): OtherSession => ({
    describe: () => visitor.name,
    createBusyError: () => new KeyedStoreError("KEYED_STORE_BUSY", `the store is in use by ${visitor.name}.`),
  });
  const findWaiter = (): OtherSession | undefined => {
    const [waiter] = [...place.waiting].filter((each) => each !== self);
    return waiter === undefined || place.holder !== self ? undefined : describeVisitor(waiter);
  };
  const leave = (): void => {
    if (place.holder === self) place.holder = undefined;
  };
  return {
    acceptsPeerConnections: true,
    get hasConnectedPeers() {
      return findWaiter() !== undefined;
    },
    get waitedMs() {
      return meter.waitedMs;
    },
    tryEnter() {
      const { holder } = place;
      if (holder !== undefined && holder !== self) {
        place.waiting.add(self);
        meter.noteRefusal(performance.now());
        holder.ring();
        return { entered: false, blocker: describeVisitor(holder) };
      }
      place.holder = self;
      place.waiting.delete(self);
      meter.noteEntry(performance.now());
      return { entered: true };
    },
    findWaitingSession: findWaiter,
    confirmPresence: () => undefined,
    lookAround: () => ({ waiter: findWaiter(), isPresent: true }),
    isAlone: () => true,
    hasSessionInOtherThread: () => false,
    leave,
    close() {
      leave();
      place.waiting.delete(self);
      return undefined;
    },
  };
}
