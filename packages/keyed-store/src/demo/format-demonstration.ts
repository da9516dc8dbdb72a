import { basename, dirname } from "node:path";
import { engineText } from "../cli/output/format-engine.js";
import { facts } from "../cli/output/format-facts.js";
import { counted, whole } from "../cli/output/numbers.js";
import { printable } from "../cli/output/printable.js";
import { duration } from "../cli/output/times.js";
import { BOT } from "./bot.js";
import type { Demonstration } from "./demonstrate.js";

const PROBLEMS_SHOWN = 10;

/** What a demonstration showed, as people read it. */
export function demoText({ backend, databasePath, replay, verdict, durationMs }: Demonstration): string {
  const { problems } = verdict;
  const story = facts([
    ["backend", engineText(backend)],
    [
      "handed over",
      `${counted(replay.delivered, "delivery", "deliveries")} of ${counted(verdict.events, "chat event")}, with ${counted(replay.restarts, "restart")}`,
    ],
    [
      "killed",
      `kill -9 after ${whole(replay.answeredBeforeKill)} deliveries, with ${whole(replay.underWay)} more under way`,
    ],
    [
      "went on",
      `${whole(replay.redelivered)} delivered again; ${whole(replay.onRecord)} of those under way were on record already`,
    ],
    ["duplicates", `${whole(replay.again)} deliveries recognised and left alone`],
    ["rate", `${whole(replay.perSecond)} deliveries a second, each on record before it is answered`],
  ]);
  const result = facts([
    [
      problems.length === 0 ? "✓ exactly once" : "✗ not exactly once",
      `${whole(verdict.once)} of ${counted(verdict.events, "event")}`,
    ],
    [verdict.twice === 0 ? "✓ none twice" : "✗ twice", whole(verdict.twice)],
    [verdict.lost === 0 ? "✓ none lost" : "✗ lost", whole(verdict.lost)],
  ]);
  const place = facts([
    ["database", printable(databasePath)],
    [
      "look into it",
      `npx keyed-store entries ${BOT} journal -d ${argument(dirname(databasePath))} --file ${argument(basename(databasePath))}`,
    ],
    ["took", duration(durationMs)],
  ]);
  const listed = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `  ${printable(problem)}\n`);
  const more = problems.length > PROBLEMS_SHOWN ? `  … and ${whole(problems.length - PROBLEMS_SHOWN)} more\n` : "";
  return `${story}\n${result}${listed.join("")}${more}\n${place}`;
}

/** A path as it can be typed in every shell. */
const argument = (path: string): string => (/^[\w@%+=:,./\\-]+$/.test(path) ? path : `"${path}"`);
