import type { ChangesResult } from "@keyed-store/core";
import { type Mutant, mutant, mutantCommand } from "./mutant.js";

/** What is wrong with watching, and with what follows it. The model watches nothing. */
export const watching: readonly Mutant[] = [
  mutantCommand(
    "KS-WATCH-1",
    "what was there before a watch began passes for a change",
    (command) => command,
    (result, command) =>
      command.kind === "changes" && command.limit === 0 ? { ...(result as ChangesResult), keys: [] } : result,
  ),
  mutantCommand(
    "KS-WATCH-2",
    "the first change of a full page has the value of the one behind it",
    (command) => command,
    (result, command) => {
      if (command.kind !== "changes") return result;
      const changes = result as ChangesResult;
      const [first, second, ...others] = changes.entries;
      if (first === undefined || second === undefined || changes.entries.length < command.limit) return result;
      return { ...changes, entries: [{ ...first, json: "0" }, second, ...others] };
    },
  ),
  mutantCommand(
    "KS-FRONT-5",
    "nobody who watches learns when the next entry expires",
    (command) => command,
    (result, command) => (command.kind === "changes" ? { ...(result as ChangesResult), nextExpiry: null } : result),
  ),
  mutant("KS-WATCH-3", "when one watch ends, none is told any more", {
    backend(right) {
      const listeners = new Set<() => void>();
      right.watch?.(() => {
        for (const listener of listeners) listener();
      });
      return {
        watch(listener) {
          listeners.add(listener);
          return () => listeners.clear();
        },
      };
    },
  }),
];
