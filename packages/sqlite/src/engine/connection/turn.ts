/** How long a busy session keeps the file while others wait, and when it counts as idle. Times are in milliseconds that never go back. */
export interface Turn {
  /** A connection was opened, for which this session had waited so long. */
  begin(waitedMs: number, now: number): void;
  /** The file was used. */
  noteUse(now: number): void;
  /** Whether a busy session has had its turn: it worked about as long as it waited, and got something done. */
  isOver(now: number): boolean;
  /** Whether the file was not used for a while, so that nobody is kept from work by giving it away. */
  isIdle(now: number): boolean;
}

/** To close the file and open it again takes 2 ms, and on a busy machine many more: a shorter turn is lost to that. */
const SHORTEST_MS = 5;

/** So long others wait for each who is before them, whatever this session had to wait. */
const LONGEST_MS = 50;

/**
 * Enough for an operation that lost a race to win the next one: its write fails, it reads, and it writes. Where a turn is
 * too short for that, because the machine is slow, two sessions that change one entry could lose to each other for ever.
 */
const FEWEST_USES = 4;

const IDLE_AFTER_MS = 5;

/** A turn that has not begun. */
export function createTurn(): Turn {
  let endsAt = 0;
  let uses = 0;
  let usedAt = 0;
  return {
    begin(waitedMs, now) {
      endsAt = now + Math.min(Math.max(waitedMs, SHORTEST_MS), LONGEST_MS);
      uses = 0;
      usedAt = now;
    },
    noteUse(now) {
      uses += 1;
      usedAt = now;
    },
    isOver: (now) => now >= endsAt && uses >= FEWEST_USES,
    isIdle: (now) => now - usedAt >= IDLE_AFTER_MS,
  };
}
