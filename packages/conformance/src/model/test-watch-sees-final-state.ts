import type { KeyedStore, WatchOptions } from "@keyed-store/core";
import { fillNamespaceOptions } from "../harness/fill-namespace-options.js";
import type { Harness } from "../harness/harness.js";
import { openWatchReader, type WatchReader } from "../harness/watch-reader.js";
import { createRandom, type Random } from "../support/create-random.js";

const KEYS = ["a", "b", "c", "d", "e", "f"] as const;

/** Watchers that come in the middle of it all, at most. */
const MAX_LATECOMERS = 6;

/** What a reader saw: the last value of each key, none for what is gone. */
type Seen = Map<string, number>;

/**
 * Does what a seed says to a store, while readers of different paces watch it, and compares what each saw last with what is stored
 * (KS-WATCH-2). Some come and go in the middle of it. The clock goes both ways, and rows that expired are swept or left.
 */
export async function testWatchSeesFinalState(harness: Harness, seed: number): Promise<void> {
  const random = createRandom(seed);
  const opened = await harness.open();
  // Few entries fit, so that keys are evicted.
  const store = opened.openKeyedStore<number>(fillNamespaceOptions({ namespace: `run-${seed}`, maxEntries: 4 }));
  await act(harness, store, random, 0);
  const readers = [
    startReader(openWatchReader(store, { initial: true }), 0),
    startReader(openWatchReader(store, { initial: true }), 5),
    startReader(openWatchReader(store, { initial: true, prefix: "" }), 20),
    startReader(openWatchReader(store, { initial: true, keys: KEYS }), 3),
  ];
  for (let step = 1; step <= 40; step++) {
    await act(harness, store, random, step);
    if (random.below(10) === 0) await opened.sweepExpired();
    if (random.below(6) === 0 && readers.length < 4 + MAX_LATECOMERS) readers.push(await startLatecomer(store, random));
    if (random.below(20) === 0 && readers.length > 4) await readers.pop()?.watch.end();
    for (const reader of readers) await reader.maybeRead(random);
  }
  // Something that every reader is sure to be told, in the order of versions behind all that was written.
  await store.register("f", -1);
  for (const { seen, readUntil } of readers) {
    await readUntil(async () => isSame(seen, await listStored(store)), `seed ${seed}`);
  }
  for (const { watch } of readers) await watch.end();
  await opened.close();
}

async function act({ clock }: Harness, store: KeyedStore<number>, random: Random, step: number): Promise<void> {
  const key = random.pick(KEYS);
  switch (random.below(11)) {
    case 0:
      await store.delete(key);
      break;
    case 1:
      await store.consume(key);
      break;
    case 2:
      await store.touch(key, { ttlMs: random.pick([1, 20, null]) });
      break;
    case 3:
      clock.advance(random.below(30));
      break;
    case 4:
      clock.advance(-random.below(10));
      break;
    case 5:
      if (random.below(4) === 0) await store.clear();
      break;
    case 6:
    case 7:
      await store.register(key, step, { ttlMs: 1 + random.below(30) });
      break;
    case 8:
      await store.delete(key);
      await store.register(key, step);
      break;
    default:
      await store.register(key, step);
  }
}

interface Reader {
  readonly watch: WatchReader<number>;
  readonly seen: Seen;
  /** Reads an item now and then, where there is one. */
  maybeRead(random: Random): Promise<void>;
  /** Reads until `isDone`; fails where it goes silent before. */
  readUntil(isDone: () => Promise<boolean>, label: string): Promise<void>;
}

/** A reader of any kind, that knows what was stored when it began, or is told it. */
async function startLatecomer(store: KeyedStore<number>, random: Random): Promise<Reader> {
  const initial = random.below(2) === 0;
  const range = random.pick<WatchOptions>([{}, { prefix: "" }, { from: "a" }, { keys: KEYS }]);
  const stored = listStored(store); // issued right before the watch, so that nothing comes between
  const watch = openWatchReader(store, { ...range, initial });
  return startReader(watch, random.below(20), initial ? new Map() : await stored);
}

/** @param slowness - it reads once in so many turns; 0 for as often as it can */
function startReader(watch: WatchReader<number>, slowness: number, seen: Seen = new Map()): Reader {
  let pending: Promise<void> | undefined;

  async function readOnce(): Promise<void> {
    const items = await watch.take(1);
    pending = undefined;
    for (const [key, value] of items) {
      if (value === undefined) seen.delete(key);
      else seen.set(key, value);
    }
  }

  function read(): Promise<void> {
    pending ??= readOnce();
    pending.catch(() => {}); // told by whoever awaits it
    return pending;
  }

  return {
    watch,
    seen,
    async maybeRead(random) {
      if (slowness === 0 || random.below(slowness) === 0) void read();
      await Promise.resolve();
    },
    async readUntil(isDone, label) {
      while (!(await isDone())) {
        try {
          await read();
        } catch (error) {
          throw new Error(`${label}: what was seen last is ${JSON.stringify([...seen])}, but not what is stored`, {
            cause: error,
          });
        }
      }
    },
  };
}

async function listStored(store: KeyedStore<number>): Promise<Seen> {
  return new Map((await store.entries()).map(({ key, value }) => [key, value]));
}

function isSame(seen: Seen, stored: Seen): boolean {
  return seen.size === stored.size && [...seen].every(([key, value]) => stored.get(key) === value);
}
