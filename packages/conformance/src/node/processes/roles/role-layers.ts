import { createClaims, createRateLimit } from "@keyed-store/core";
import type { Role } from "./role.js";

/** How many jobs there are, each of which is to be done once. */
export const JOBS = 10;

/** How much all processes together may take. */
export const LIMIT = 100;

/** Longer than any test. */
const WINDOW_MS = 3_600_000;

/** Does jobs that others do too, and takes of a rate limit until nothing is left, all at once with its rivals. */
export const layersRole: Role = async ({ task, store, report, awaitStart }) => {
  const claims = createClaims<number>(
    store.openKeyedStore({ owner: "race", namespace: "jobs", maxEntries: 200, overflow: "reject-new" }),
  );
  const limit = createRateLimit(store.openKeyedStore<number>({ owner: "race", namespace: "calls", maxEntries: 200 }), {
    limit: LIMIT,
    windowMs: WINDOW_MS,
  });
  const take = async (cost: number): Promise<number> => ((await limit.take("key", { cost })).allowed ? cost : 0);
  const won: string[] = [];
  await awaitStart();
  for (let step = 0; step < JOBS; step++) {
    const job = `job ${(step + task.id) % JOBS}`;
    await claims.run(job, async () => {
      won.push(job);
      return task.id;
    });
  }
  const costs = Array.from({ length: task.operations }, (_, position) => 1 + (position % 3));
  let taken = (await Promise.all(costs.map(take))).reduce((total, cost) => total + cost, 0);
  for (let last = 1; last > 0; taken += last) last = await take(1);
  report({ type: "done", increments: taken, won });
};
