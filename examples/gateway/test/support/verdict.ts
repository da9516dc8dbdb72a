/** What was seen of events, and what is wrong with it. */
export interface Verdict {
  /** The agent was told of an event: it is being handled, in this run. */
  handling(id: string, run: string): void;
  /** A run is known to be committed: it was answered, or is in the store. */
  committed(id: string, run: string): void;
  /** All that is wrong, once all was answered. */
  problems(ids: readonly string[]): string[];
  /** How many runs there were beyond one for each event: their instance was killed before it could commit. */
  repeated(): number;
}

/** Judges the handling of events: each is committed, in one run, that the agent was told of, and no run begins after it. */
export function createVerdict(): Verdict {
  const runs = new Map<string, Set<string>>();
  const done = new Map<string, string>();
  const wrong: string[] = [];
  return {
    handling(id, run) {
      if (done.has(id)) wrong.push(`${id} is handled again after its commit`);
      const known = runs.get(id) ?? new Set();
      runs.set(id, known.add(run));
    },
    committed(id, run) {
      if ((done.get(id) ?? run) !== run) wrong.push(`${id} is committed twice`);
      if (runs.get(id)?.has(run) !== true) wrong.push(`${id} is committed and was not handled`);
      done.set(id, run);
    },
    problems: (ids) => [...wrong, ...ids.filter((id) => !done.has(id)).map((id) => `${id} is lost`)],
    repeated: () => [...runs.values()].reduce((sum, { size }) => sum + size - 1, 0),
  };
}
