import { openStateStore } from "keyed-store";
import { describe, expect, it } from "vitest";
import { pairings } from "./support/pairings.js";
import { LOAD_TITLE, runLoad } from "./support/run-load.js";
import { createStateDirectory, listFiles } from "./support/state-directory.js";

describe("The gateway under load", () => {
  it.each(pairings)(
    `KS-CLAIM-1 KS-CLAIM-2 $first and $second: ${LOAD_TITLE}`,
    async ({ first, second }) => {
      const directory = createStateDirectory();
      await runLoad({
        first: { directory, backend: first },
        second: { directory, backend: second },
        openStore: () => openStateStore({ directory, backend: first, limits: { maxEntriesPerOwner: 60_000 } }),
      });
      expect(listFiles(directory)).toEqual(["state.sqlite"]);
    },
    600_000,
  );
});
