/** A growing set of rows of whole numbers, each with the index at which it was first added. */
export class StateTable {
  readonly #width: number;
  #rows: Int32Array;
  #slots: Int32Array = new Int32Array(1 << 16).fill(-1);
  size = 0;

  constructor(width: number) {
    this.#width = width;
    this.#rows = new Int32Array(width << 16);
  }

  /** The index of a row, added if it is new: then it is the last one. */
  add(row: readonly number[]): number {
    if (this.size * 2 >= this.#slots.length) this.#rehash();
    const slot = this.#find(row, 0);
    const found = this.#slots[slot] ?? -1;
    if (found >= 0) return found;
    if ((this.size + 1) * this.#width > this.#rows.length) this.#rows = grown(this.#rows);
    for (let column = 0; column < this.#width; column++)
      this.#rows[this.size * this.#width + column] = row[column] ?? 0;
    this.#slots[slot] = this.size;
    this.size += 1;
    return this.size - 1;
  }

  /** The row at an index. */
  row(index: number): number[] {
    const row: number[] = [];
    for (let column = 0; column < this.#width; column++) row.push(this.#rows[index * this.#width + column] ?? 0);
    return row;
  }

  /** The slot of the row that begins at an offset in `source`, or the free one where it belongs. */
  #find(source: ArrayLike<number>, offset: number): number {
    let hash = 0x811c9dc5;
    for (let column = 0; column < this.#width; column++) hash = mixed(hash, source[offset + column] ?? 0);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot] ?? -1;
      if (index < 0 || this.#equal(index * this.#width, source, offset)) return slot;
    }
  }

  #equal(begin: number, source: ArrayLike<number>, offset: number): boolean {
    for (let column = 0; column < this.#width; column++) {
      if (this.#rows[begin + column] !== source[offset + column]) return false;
    }
    return true;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let index = 0; index < this.size; index++) this.#slots[this.#find(this.#rows, index * this.#width)] = index;
  }
}

/** An array of twice the length with the same beginning. */
export function grown(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function mixed(hash: number, value: number): number {
  let mix = Math.imul(hash ^ value, 0x9e3779b1);
  mix ^= mix >>> 15;
  return Math.imul(mix, 0x85ebca6b) ^ (mix >>> 13);
}
