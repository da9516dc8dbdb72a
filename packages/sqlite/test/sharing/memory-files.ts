import type { SessionDirectory } from "../../src/node/sharing/records/session-directory.js";

/** Records in memory, and how often they were looked at. */
export interface MemoryFiles extends SessionDirectory {
  readonly names: Set<string>;
  readonly looks: () => number;
}

export function memoryFiles(): MemoryFiles {
  const names = new Set<string>();
  let looks = 0;
  return {
    names,
    looks: () => looks,
    withSessionFileNames(question) {
      looks += 1;
      return question([...names]);
    },
    hasRecord: (name) => names.has(name),
    createRecord(name) {
      if (names.has(name)) throw new Error(`${name} is there already`);
      names.add(name);
    },
    removeSessionFile: (name) => void names.delete(name),
  };
}
