/** All that processes share: the directory, and who has died. */
export interface World {
  /** Files by name, with their content. */
  readonly files: Map<string, string>;
  readonly dead: ReadonlySet<number>;
  /** For each process in the middle of listing the directory, the files that have been there since it began. */
  readonly listings: Map<number, readonly string[]>;
  /** How many records a cleaner has removed, which knows nothing of the protocol. */
  readonly cleaned: number;
}

/** One atomic step on the world. */
export interface Step<T = unknown> {
  readonly label: string;
  /** The process whose death it asks about, and nothing else. */
  readonly judges: number | undefined;
  run(world: World): T;
}

/** How the code under test takes a step. */
export type TakeStep = <T>(label: string, run: (world: World) => T, judges?: number) => T;

/** Identifies a world. */
export function worldKey({ files, dead, listings, cleaned }: World): string {
  return JSON.stringify([[...files].sort(), [...dead].sort(), [...listings].sort(), cleaned]);
}

/** The world before anything has happened. */
export function emptyWorld(): World {
  return { files: new Map(), dead: new Set(), listings: new Map(), cleaned: 0 };
}

/** A world of its own that is the same, but for those who have died since. */
export function afterDeaths({ files, dead, listings, cleaned }: World, died: readonly number[]): World {
  const remaining = [...listings].filter(([process]) => !died.includes(process));
  return { files: new Map(files), dead: new Set([...dead, ...died]), listings: new Map(remaining), cleaned };
}

/** A world of its own that is the same, but for a file that a cleaner has removed. */
export function afterCleaning(world: World, name: string): World {
  const { files, dead, listings, cleaned } = afterDeaths(world, []);
  files.delete(name);
  const shown = [...listings].map(([me, names]): [number, readonly string[]] => [
    me,
    names.filter((each) => each !== name),
  ]);
  return { files, dead, listings: new Map(shown), cleaned: cleaned + 1 };
}
