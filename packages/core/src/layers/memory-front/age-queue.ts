import type { EpochMs } from "../../contract/clock.js";

/** Something with an age. Of two that are equally old, the one with the lower `order` is the older. */
export interface Aged {
  readonly createdAt: EpochMs;
  readonly order: number;
}

/** A queue in which the oldest comes first, whatever the order in which they went in. */
export interface AgeQueue<Item extends Aged> {
  readonly size: number;
  push(item: Item): void;
  /** Takes the oldest out. */
  pop(): Item | undefined;
}

/** An empty queue: a binary heap, so that both ways cost O(log n). */
export function createAgeQueue<Item extends Aged>(): AgeQueue<Item> {
  const heap: Item[] = [];
  const isOlder = (a: Item, b: Item): boolean =>
    a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.order < b.order);

  function insertAndSiftUp(item: Item): void {
    let at = heap.length;
    for (let parent = heap[(at - 1) >> 1]; at > 0 && parent !== undefined && isOlder(item, parent); ) {
      heap[at] = parent;
      at = (at - 1) >> 1;
      parent = heap[(at - 1) >> 1];
    }
    heap[at] = item;
  }

  function replaceRootAndSiftDown(item: Item): void {
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      if (left === undefined) break;
      const isLeft = right === undefined || isOlder(left, right);
      const child = isLeft ? left : right;
      if (!isOlder(child, item)) break;
      heap[at] = child;
      at = 2 * at + (isLeft ? 1 : 2);
    }
    heap[at] = item;
  }

  return {
    get size() {
      return heap.length;
    },
    push: insertAndSiftUp,
    pop() {
      const [oldest] = heap;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) replaceRootAndSiftDown(last);
      return oldest;
    },
  };
}
