import { getOwnProcessIdentity } from "../processes/process-identity.js";
import { findSupportedPulseKind } from "../pulse/pulse-kind.js";
import { type FileSystemFacts, findFileSystemHazard, systemFileSystemFacts } from "./file-system.js";
import { findMount, parseMountinfo } from "./mount-table.js";

/** What kind of place a directory is for a store. */
export interface LocationReport {
  /** The file system's type, as the kernel names it; absent where the system has no mount table to tell. */
  readonly fileSystem?: string;
  /** Why several processes cannot safely share a store there; such a directory is refused. */
  readonly hazard?: string;
  /**
   * What happens after a process that has a store open there was killed. `proved`: its death can be proved to whoever
   * uses the same file system, in whatever container, and others take over at once. `judged`: those take over who can see
   * that the process is gone, which takes the same pid namespace; others are refused until its record is removed by hand.
   */
  readonly afterKill: "proved" | "judged";
}

/** Looks at where a directory is, and changes nothing. It must exist. */
export function describeLocation(directory: string, facts: FileSystemFacts = systemFileSystemFacts): LocationReport {
  const fileSystem = findMount(facts.realPath(directory), parseMountinfo(facts.mountinfo() ?? ""))?.type;
  const hazard = findFileSystemHazard(directory, facts);
  return {
    ...(fileSystem === undefined ? {} : { fileSystem }),
    ...(hazard === undefined ? {} : { hazard }),
    afterKill: findSupportedPulseKind(directory, getOwnProcessIdentity().machine) === undefined ? "judged" : "proved",
  };
}
