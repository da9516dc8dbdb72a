import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fifo } from "../src/queue/fifo.js";

describe("Fifo", () => {
  it("behaves like an array", () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant("push" as const), item: fc.nat() }),
      fc.record({ kind: fc.constant("drop" as const), count: fc.nat(5) }),
      fc.record({ kind: fc.constant("putBack" as const), items: fc.array(fc.nat(), { maxLength: 3 }) }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const fifo = new Fifo<number>();
        let array: number[] = [];
        for (const change of changes) {
          if (change.kind === "push") {
            fifo.push(change.item);
            array.push(change.item);
          } else if (change.kind === "drop") {
            const count = Math.min(change.count, array.length);
            fifo.dropFront(count);
            array = array.slice(count);
          } else {
            fifo.pushFront(change.items);
            array = [...change.items, ...array];
          }
          expect(fifo.length).toBe(array.length);
          expect(Array.from({ length: fifo.length + 1 }, (_, position) => fifo.at(position))).toEqual([
            ...array,
            undefined,
          ]);
        }
      }),
    );
  });
});
