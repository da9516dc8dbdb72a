import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** To what something is done. */
export const WHATS = ["file", "log", "record", "session directory", "state directory"] as const;

/** What is done to it. */
export const HOWS = ["deleted", "moved away", "replaced", "restored over"] as const;

/**
 * Something that is done to a store behind the back of the program that has it open. *Replaced*: another file or directory
 * gets the name. *Restored over*: an older copy is written into what is there.
 */
export interface Deed {
  readonly what: (typeof WHATS)[number];
  readonly how: (typeof HOWS)[number];
}

/** The places that a deed has to do with. */
export interface Scene {
  /** The state directory. */
  readonly home: string;
  /** An older copy of it, made with `cp` while nobody wrote; sockets are left out, as most tools do. */
  readonly copy: string;
  /** An older copy of the database, made by `backup()`. */
  readonly backup: string;
  /** Where things are moved to. */
  readonly aside: string;
}

/** All deeds there are. */
export const DEEDS: readonly Deed[] = WHATS.flatMap((what) => HOWS.map((how) => ({ what, how })));

/** After these, another database or none is under the name: the program must be told. */
export function takesAway({ what, how }: Deed): boolean {
  return (what === "file" || what === "state directory") && how !== "restored over";
}

/** These destroy what was there, in place: what was acknowledged before is gone by no fault of ours. */
export function destroys({ what, how }: Deed): boolean {
  return how === "restored over" && (what === "file" || what === "log" || what === "state directory");
}

/** After these a log may lie beside a database that is not its own, or beside none: an opening may refuse that until it is put right. */
export function mixes({ what, how }: Deed): boolean {
  if (what === "state directory") return how === "replaced" || how === "restored over";
  return what === "log" || what === "file";
}

/**
 * Copies a directory as it is, without its sockets, into one that may be there: then the files in it are written over, as
 * `cp` does it, and what is there besides remains. The index of the log is left out: who truncates a file under a process that
 * has it mapped into its memory ends that process, whatever it does.
 */
export function copyDirectory(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyDirectory(source, target);
    else if (entry.isFile() && !entry.name.endsWith("-shm")) copyFileSync(source, target);
  }
}

/** Does it. */
export function commit({ what, how }: Deed, scene: Scene): void {
  for (const target of targetsOf(what, scene.home)) HOW[how](target, scene, what);
}

const HOW: Readonly<Record<Deed["how"], (target: string, scene: Scene, what: Deed["what"]) => void>> = {
  // What is made in it meanwhile is deleted too, as by whoever tries again.
  deleted: (target) => rmSync(target, { recursive: true, force: true, maxRetries: 20, retryDelay: 1 }),
  "moved away": (target, { aside }) => renameSync(target, join(aside, basename(target))),
  replaced(target, scene, what) {
    if (what === "session directory" || what === "state directory") {
      renameSync(target, join(scene.aside, basename(target)));
      copyDirectory(olderOf(target, scene, what), target);
      return;
    }
    const incoming = join(scene.aside, "incoming");
    if (what === "record") writeFileSync(incoming, "");
    else copyFileSync(olderOf(target, scene, what), incoming);
    renameSync(incoming, target);
  },
  "restored over"(target, scene, what) {
    if (what === "record") writeFileSync(target, "");
    else if (what === "file" || what === "log") copyFileSync(olderOf(target, scene, what), target);
    else copyDirectory(olderOf(target, scene, what), target);
  },
};

function olderOf(target: string, { home, copy, backup }: Scene, what: Deed["what"]): string {
  if (what === "file") return backup;
  return target === home ? copy : join(copy, basename(target));
}

function targetsOf(what: Deed["what"], home: string): readonly string[] {
  const sessions = join(home, "state.sqlite.sessions");
  switch (what) {
    case "file":
      return [join(home, "state.sqlite")];
    case "log":
      return [join(home, "state.sqlite-wal")];
    case "record":
      return readdirSync(sessions)
        .filter((name) => /^(?:shared|exclusive)\./.test(name))
        .map((name) => join(sessions, name));
    case "session directory":
      return [sessions];
    case "state directory":
      return [home];
  }
}
