/** Gives equal values the same small number. */
export class Interner<T> {
  readonly #keyOf: (value: T) => string;
  readonly #ids: Map<string, number> = new Map();
  readonly #values: T[] = [];

  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf;
  }

  id(value: T): number {
    const key = this.#keyOf(value);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.#values.length);
    return this.#values.push(value) - 1;
  }

  at(id: number): T {
    const value = this.#values[id];
    if (value === undefined) throw new RangeError(`no value has the number ${id}`);
    return value;
  }
}
