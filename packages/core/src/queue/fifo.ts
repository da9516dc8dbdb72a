/** A queue whose front is dropped, and put back, at a cost that does not grow with its length. */
export class Fifo<T> {
  /** What was put back; it goes before all else. */
  #front: T[] = [];
  #items: T[] = [];
  /** Items before it are gone. */
  #head = 0;

  get length(): number {
    return this.#front.length + this.#items.length - this.#head;
  }

  /** The item at `position` from the front. */
  at(position: number): T | undefined {
    const front = this.#front.length;
    return position < front ? this.#front[position] : this.#items[this.#head + position - front];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Puts items back in front, in their order. */
  pushFront(items: readonly T[]): void {
    this.#front = this.#front.length === 0 ? [...items] : [...items, ...this.#front];
  }

  /** Drops `count` items, at most {@link Fifo.length}, from the front. */
  dropFront(count: number): void {
    const front = Math.min(count, this.#front.length);
    if (front > 0) this.#front.splice(0, front);
    this.#head += count - front;
    // Those that are gone are let go of when they are half of all, so that each is moved about once.
    if (this.#head * 2 < this.#items.length) return;
    if (this.#head < this.#items.length) this.#items = this.#items.slice(this.#head);
    else this.#items.length = 0;
    this.#head = 0;
  }
}
