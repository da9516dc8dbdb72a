import type { Storable } from "@keyed-store/core";
import type { Role } from "./role.js";

/** How many things there are to win in a race. */
export const PRIZES = 25;

/** Races for claims, tokens and a counter, all at once with its rivals. */
export const raceRole: Role = async ({ task, store, report, awaitStart }) => {
  const open = <T extends Storable<T>>(namespace: string) =>
    store.openKeyedStore<T>({ owner: "race", namespace, maxEntries: 200 });
  const [claims, tokens, counter] = [
    open<number>("claims"),
    open<string | number | boolean | null>("tokens"),
    open<number>("counter"),
  ];
  const won: string[] = [];
  await awaitStart();
  for (let step = 0; step < PRIZES; step++) {
    const prize = (step + task.id) % PRIZES;
    if (await claims.registerIfAbsent(`${prize}`, task.id)) won.push(`claim ${prize}`);
    if ((await tokens.consume(`${prize}`)) !== undefined) won.push(`token ${prize}`);
  }
  for (let step = 0; step < task.operations; step++) await counter.update("counter", (current) => (current ?? 0) + 1);
  report({ type: "done", increments: task.operations, won });
};
