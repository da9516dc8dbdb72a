import { grown } from "./state-table.js";

/** Which state leads to which. */
export class Edges {
  #from: Int32Array = new Int32Array(1 << 16);
  #to: Int32Array = new Int32Array(1 << 16);
  size = 0;

  add(from: number, to: number): void {
    if (this.size === this.#from.length) {
      this.#from = grown(this.#from);
      this.#to = grown(this.#to);
    }
    this.#from[this.size] = from;
    this.#to[this.size] = to;
    this.size += 1;
  }

  /** For each of these goals, the first state from which no way leads there. */
  cutOff(states: number, goals: readonly ((state: number) => boolean)[]): (number | undefined)[] {
    const backwards = this.#byTarget(states);
    return goals.map((isGoal) => firstCutOff(states, backwards, isGoal));
  }

  #byTarget(states: number): Backwards {
    const starts = new Int32Array(states + 1);
    for (let edge = 0; edge < this.size; edge++) increase(starts, (this.#to[edge] ?? 0) + 1, 1);
    for (let state = 0; state < states; state++) increase(starts, state + 1, starts[state] ?? 0);
    const free = starts.slice();
    const sources = new Int32Array(this.size);
    for (let edge = 0; edge < this.size; edge++) {
      const target = this.#to[edge] ?? 0;
      sources[free[target] ?? 0] = this.#from[edge] ?? 0;
      increase(free, target, 1);
    }
    return { starts, sources };
  }
}

function increase(array: Int32Array, index: number, by: number): void {
  array[index] = (array[index] ?? 0) + by;
}

/** From where each state is reached: the sources of state `i` stand from `starts[i]` to `starts[i + 1]`. */
interface Backwards {
  readonly starts: Int32Array;
  readonly sources: Int32Array;
}

function firstCutOff(
  states: number,
  { starts, sources }: Backwards,
  isGoal: (state: number) => boolean,
): number | undefined {
  const reaches = new Uint8Array(states);
  const pending: number[] = [];
  const mark = (state: number): void => {
    if (reaches[state] === 1) return;
    reaches[state] = 1;
    pending.push(state);
  };
  for (let state = 0; state < states; state++) if (isGoal(state)) mark(state);
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    for (let at = starts[state] ?? 0; at < (starts[state + 1] ?? 0); at++) mark(sources[at] ?? 0);
  }
  const cutOff = reaches.indexOf(0);
  return cutOff < 0 ? undefined : cutOff;
}
