import { parseSize, type SuiteHost } from "@keyed-store/conformance/portable";
import type { SuiteSettings } from "./suite-protocol.js";

/** Of this size, and without a hand: for whoever only asks which tests there are. */
export function createPlanningHost({ size, runsVariants }: Pick<SuiteSettings, "size" | "runsVariants">): SuiteHost {
  return {
    name: "no host",
    size: parseSize(size),
    runsVariants,
    lacksPosix: true,
    files: {
      join: refuse,
      createTemporaryDirectory: refuse,
      removeDirectory: refuse,
      createDirectory: refuse,
      listFiles: refuse,
      listNames: refuse,
      read: refuse,
      write: refuse,
    },
    parseInOtherRealm: refuse,
    watchUnhandledRejections: refuse,
    tally: refuse,
  };
}

function refuse(): never {
  throw new Error("the suite runs in a page, and nothing of it here");
}
