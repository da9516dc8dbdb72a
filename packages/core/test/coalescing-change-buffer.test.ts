import { expect, test } from "vitest";
import {
  type CoalescingChangeBuffer,
  createCoalescingChangeBuffer,
} from "../src/operations/watch/coalescing-change-buffer.js";

const written = (key: string, version: number) => ({
  key,
  stored: { key, version, json: "1", createdAt: 0, expiresAt: null },
});

function takeAll(buffer: CoalescingChangeBuffer): (string | undefined)[] {
  const taken: (string | undefined)[] = [];
  for (let change = buffer.take(); change !== undefined; change = buffer.take()) taken.push(change.key);
  return taken;
}

test("KS-WATCH-1 what is added while it is taken waits at the end, each key once, also after there was nothing left", () => {
  const buffer = createCoalescingChangeBuffer();
  for (const key of ["a", "b", "c"]) buffer.add(written(key, 1), true);
  expect(buffer.take()?.key).toBe("a");
  buffer.add(written("b", 2), false);
  buffer.add(written("a", 3), false);
  expect(takeAll(buffer)).toEqual(["c", "b", "a"]);
  buffer.add(written("d", 4), true);
  buffer.add(written("e", 5), true);
  expect(buffer.take()?.key).toBe("d");
  buffer.clear();
  buffer.add(written("f", 6), true);
  expect([takeAll(buffer), buffer.isEmpty()]).toEqual([["f"], true]);
});
