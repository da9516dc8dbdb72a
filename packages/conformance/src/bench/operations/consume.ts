import type { BenchOperation } from "./bench-operation.js";

/** Takes a value out. What was taken is put back untimed, so at most half of the entries are missing at any time. */
export const consume: BenchOperation = {
  name: "consume",
  needs: "synchronous",
  createContestant: async (benchStores) => {
    const any = await benchStores.openFixedKeys();
    let takes: (() => unknown)[] = [];
    let putBack: (() => Promise<void>)[] = [];
    let next = 0;
    return {
      most: Math.max(1, Math.min(1_000, benchStores.entries >> 1)),
      prepare: (calls) => {
        const chosen = new Set<string>();
        takes = [];
        putBack = [];
        next = 0;
        while (takes.length < calls) {
          const { name, now, later, presentKey, value } = any();
          const key = presentKey();
          if (chosen.has(name + key)) continue;
          chosen.add(name + key);
          const store = now();
          takes.push(() => store.consume(key));
          putBack.push(() => later.register(key, value()));
        }
      },
      run: () => takes[next++]?.(),
      restore: () => Promise.all(putBack.map((put) => put())),
    };
  },
};
