import { expect, it } from "vitest";
import { createRecentEvents } from "../create-recent-events.mjs";

it("what happens again and again is listed once and counted, the newest first, and the oldest goes", () => {
  const events = createRecentEvents();
  const evicted = { type: "evicted", owner: "o", namespace: "n", cap: "namespace" } as const;
  events.add({ ...evicted, count: 3 });
  events.add({ type: "swept", removed: 7, more: false });
  events.add({ ...evicted, count: 2 });
  expect(events.list()).toMatchObject([
    { type: "evicted", detail: "the oldest of o/n, at the cap of the namespace", count: 5 },
    { type: "swept", count: 7 },
  ]);

  for (let process = 0; process < 19; process += 1) events.add({ type: "hand-over", to: `process ${process}` });
  expect(events.list()).toHaveLength(20);
  expect(events.list().at(0)).toMatchObject({ type: "hand-over", detail: "to process 18" });
  expect(events.list().at(-1)).toMatchObject({ type: "evicted" });
});
