import type { BenchOperation } from "./bench-operation.js";
import { countItems } from "./count-items.js";

const PAGE = 100;

/** Reads 100 entries by age, behind any of them. */
export const pageByAge: BenchOperation = {
  name: "page by age",
  needs: "synchronous",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    let behind: (() => number)[] = [];
    let next = 0;
    return {
      prepare: (calls) => {
        next = 0;
        behind = Array.from({ length: calls }, () => {
          const { now, presentKey } = any();
          const after = now().lookupEntry(presentKey())?.version ?? 0;
          return () => countItems(now().iterate({ order: "age", after, limit: PAGE }));
        });
      },
      run: () => behind[next++]?.(),
    };
  },
};
