import { APART, reasonNoContainers, withHouse } from "../../scripts/containers/house.mjs";

/** How long a waiter waits for one that is dead: where its death cannot be known, that is for nothing. */
const AT_MOST_MS = 2_000;

/**
 * How long opening a store takes when its owner was killed in a container with pids and a host name of its own: milliseconds
 * by round, and how many were refused. `undefined` where no containers can be made.
 *
 * @param {{ owner: string, waiter: string, rounds: number, open: typeof import("keyed-store").openStateStore }} options
 */
export async function killedInAnother({ owner, waiter, rounds, open }) {
  if (reasonNoContainers() !== undefined) return undefined;
  const took = [];
  let refused = 0;
  for (let round = 0; round < rounds; round++) {
    await withHouse(async (house) => {
      const directory = house.make("state");
      const program = await house.start({ ...APART, host: `box-${round}` });
      await program.request({ do: "open", directory, engine: owner, busyTimeoutMs: AT_MOST_MS });
      await program.request({ do: "write", name: "owner", from: 0, count: 1 });
      await program.kill();
      const began = performance.now();
      try {
        const store = await open({ directory, backend: waiter, busyTimeoutMs: AT_MOST_MS });
        took.push(performance.now() - began);
        await store.close();
      } catch {
        refused += 1;
      }
    });
  }
  return { took, refused };
}
