import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { commit, copyDirectory, type Deed, mixes } from "./deeds.js";
import { keep, keysIn } from "./files.js";
import { type Evidence, judge, NOTICES_WITHIN_MS } from "./judge.js";
import { type Answer, type Program, sharedNow } from "./program.js";

/** How a round goes. */
export interface Round {
  readonly deed: Deed;
  readonly engine: string;
  /** The engine of another program that comes after the deed, if one does. */
  readonly visitor?: string;
  /** What the program is at when the deed is done: writing, or nothing, and then it asks. */
  readonly at: "write" | "probe" | "flush" | "backup";
  /** Whether it goes on with the same store for a while when it was refused, before it opens it anew. */
  readonly insists: boolean;
  /** Writes before the copies are made, and from then to the deed. */
  readonly writesBefore: number;
  readonly writesSince: number;
  /** A control: acknowledge what is not written. */
  readonly lying?: boolean;
}

const WRITES_AFTER = 10;
const NEVER = Number.MAX_VALUE;

/** One deed, done to a store in an empty directory: what was wrong. */
export async function runRound(
  round: Round,
  directory: string,
  writer: Program,
  other: Program,
): Promise<readonly string[]> {
  const { deed, engine, lying = false } = round;
  const scene = {
    home: join(directory, "state"),
    copy: join(directory, "copy"),
    backup: join(directory, "backup.sqlite"),
    aside: join(directory, "aside"),
  };
  mkdirSync(scene.aside);
  writer.writes.length = 0;
  other.writes.length = 0;
  const write = { do: "write", name: "writer", lying };
  const wrong = [...failed("opening", await writer.ask({ do: "open", directory: scene.home, engine }))];
  await writer.ask({ ...write, goal: { issuedAfter: 0, count: round.writesBefore } });
  wrong.push(...failed("a backup", await writer.ask({ do: "backup", to: scene.backup })));
  copyDirectory(scene.home, scene.copy);
  if (wrong.length > 0) return wrong;

  const standing = writer.writes.length + round.writesSince;
  let working: Promise<Answer> | undefined;
  if (round.at === "write") {
    working = writer.ask({ ...write, goal: { issuedAfter: NEVER, count: 1 } });
    await writer.reported(standing);
  } else {
    await writer.ask({ ...write, goal: { issuedAfter: 0, count: round.writesSince } });
  }

  const kept = keep(scene.home);
  const began = sharedNow();
  commit(deed, scene);
  const done = sharedNow();

  const visiting = round.visitor === undefined ? undefined : visit(other, scene.home, round.visitor);
  const goal = { issuedAfter: done + NOTICES_WITHIN_MS, count: WRITES_AFTER };
  const asked =
    working === undefined ? await writer.ask({ do: round.at, to: join(directory, "late.sqlite") }) : undefined;
  const noticedWhenAsked = asked !== undefined && (asked.code !== undefined || asked.result?.ok === false);
  if (working === undefined) working = noticedWhenAsked ? undefined : writer.ask({ ...write, goal });
  else writer.aim(goal);
  await working;
  kept.copyTo(join(directory, "kept"));
  kept.close();
  const writes = [...writer.writes];
  const noticed = noticedWhenAsked || writes.some(({ code }) => code !== undefined);
  if (noticed && round.insists) {
    await writer.ask({ ...write, despite: true, attempts: 20, goal: { issuedAfter: 0, count: 20 } });
  }

  await writer.ask({ do: "close" });
  await visiting;
  wrong.push(...(await openAnew(writer, round, scene)));
  await writer.ask({ ...write, lying: false, goal: { issuedAfter: 0, count: WRITES_AFTER } });
  wrong.push(...failed("closing", await writer.ask({ do: "close" })));

  const after = await keysIn(scene.home, engine);
  const before = await keysIn(join(directory, "kept"), engine);
  if (typeof after === "string") return [...wrong, `what is under the name cannot be opened: ${after}`];
  const evidence: Evidence = {
    deed,
    began,
    done,
    writes,
    laterWrites: [...writer.writes.slice(writes.length), ...other.writes],
    ...(round.at === "flush" && asked?.code === undefined && asked !== undefined ? { flushed: asked.at } : {}),
    noticed,
    before: typeof before === "string" ? new Set() : before,
    after,
  };
  return [...wrong, ...judge(evidence)];
}

/** The next opening starts afresh on what is there. Where that is a mixture, it may be refused until it is put right. */
async function openAnew(
  writer: Program,
  { deed, engine }: Round,
  scene: { home: string; backup: string },
): Promise<readonly string[]> {
  const open = { do: "open", directory: scene.home, engine };
  const opened = await writer.ask(open);
  const honest = opened.code === "KEYED_STORE_CORRUPT" || opened.code === "KEYED_STORE_OPEN_FAILED";
  if (!honest || !mixes(deed)) return failed("opening anew", opened);
  for (const end of ["-wal", "-shm"]) rmSync(join(scene.home, `state.sqlite${end}`), { force: true });
  copyFileSync(scene.backup, join(scene.home, "state.sqlite"));
  return failed("opening what was put right", await writer.ask(open));
}

/** Another program that opens the store, writes, and closes it; it may be refused. */
async function visit(other: Program, directory: string, engine: string): Promise<void> {
  const { code } = await other.ask({ do: "open", directory, engine });
  if (code !== undefined) return;
  await other.ask({ do: "write", name: "visitor", goal: { issuedAfter: 0, count: WRITES_AFTER } });
  await other.ask({ do: "close" });
}

function failed(what: string, { code, message }: Answer): readonly string[] {
  return code === undefined ? [] : [`${what}: ${code}: ${message}`];
}
