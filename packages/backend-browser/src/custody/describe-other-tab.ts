import { KeyedStoreError } from "@keyed-store/core";
import type { OtherSession } from "@keyed-store/sqlite/portable";
import type { Obstacle } from "./create-custody.js";

/** What is known of the session that has a store. */
export interface OtherTabFacts {
  readonly obstacle: Obstacle;
  /** The browser's own name for the page or worker that has the lock. */
  readonly clientId: string | undefined;
  /** Whether it has answered since this one waits. */
  readonly isAnswered: boolean;
}

/** Whoever else uses a store: a browser says no more of it than that it is of the same site. */
export function describeOtherTab(databasePath: string, readFacts: () => OtherTabFacts): OtherSession {
  return {
    describe: () => describeClient(readFacts().clientId),
    createBusyError: () =>
      new KeyedStoreError("KEYED_STORE_BUSY", describeWhoIsInTheWay(readFacts()), {
        backend: "browser",
        path: databasePath,
      }),
  };
}

function describeClient(clientId: string | undefined): string {
  return `another tab, window or worker of this site${clientId === undefined ? "" : ` (client ${clientId})`}`;
}

function describeWhoIsInTheWay({ obstacle, clientId, isAnswered }: OtherTabFacts): string {
  if (obstacle === "opening") return "the browser is still opening the files of the store. Try again.";
  if (obstacle === "files")
    return (
      "the files of the store are still open in a tab or worker of this site that has ended or that the browser has put aside, or in " +
      "another program of this site. Close its other tabs, then try again."
    );
  const remedy = isAnswered
    ? "It is running and did not give way in time: try again later, or close it."
    : "It has not answered: the browser may have frozen it. Bring its tab to the front, or close it, then try again.";
  return `the store is in use by ${describeClient(clientId)}. ${remedy}`;
}
