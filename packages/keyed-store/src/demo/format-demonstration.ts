import { basename, dirname } from "node:path";
import { formatAlignedPairs } from "../cli/output/format-aligned-pairs.js";
import { formatEngine } from "../cli/output/format-engine.js";
import { formatCount, formatInteger } from "../cli/output/numbers.js";
import { formatDuration } from "../cli/output/times.js";
import { toPrintableText } from "../cli/output/to-printable-text.js";
import { BOT } from "./bot-namespaces.js";
import type { Demonstration } from "./run-demonstration.js";

const PROBLEMS_SHOWN = 10;

/** What a demonstration showed, as people read it. */
export function formatDemonstration({ backend, databasePath, replay, verdict, durationMs }: Demonstration): string {
  const { problems } = verdict;
  const story = formatAlignedPairs([
    ["backend", formatEngine(backend)],
    [
      "handed over",
      `${formatCount(replay.delivered, "delivery", "deliveries")} of ${formatCount(verdict.events, "chat event")}, with ${formatCount(replay.restarts, "restart")}`,
    ],
    [
      "killed",
      `kill -9 after ${formatInteger(replay.answeredBeforeKill)} deliveries, with ${formatInteger(replay.underWay)} more under way`,
    ],
    [
      "went on",
      `${formatInteger(replay.redelivered)} delivered again; ${formatInteger(replay.onRecord)} of those under way were on record already`,
    ],
    ["duplicates", `${formatInteger(replay.again)} deliveries recognised and left alone`],
    ["rate", `${formatInteger(replay.perSecond)} deliveries a second, each on record before it is answered`],
  ]);
  const result = formatAlignedPairs([
    [
      problems.length === 0 ? "✓ exactly once" : "✗ not exactly once",
      `${formatInteger(verdict.once)} of ${formatCount(verdict.events, "event")}`,
    ],
    [verdict.twice === 0 ? "✓ none twice" : "✗ twice", formatInteger(verdict.twice)],
    [verdict.lost === 0 ? "✓ none lost" : "✗ lost", formatInteger(verdict.lost)],
  ]);
  const place = formatAlignedPairs([
    ["database", toPrintableText(databasePath)],
    [
      "look into it",
      `npx keyed-store entries ${BOT} journal -d ${quoteArgument(dirname(databasePath))} --file ${quoteArgument(basename(databasePath))}`,
    ],
    [
      "in the browser",
      `npx keyed-store inspect --reveal -d ${quoteArgument(dirname(databasePath))} --file ${quoteArgument(basename(databasePath))}`,
    ],
    ["took", formatDuration(durationMs)],
  ]);
  const listed = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `  ${toPrintableText(problem)}\n`);
  const more =
    problems.length > PROBLEMS_SHOWN ? `  … and ${formatInteger(problems.length - PROBLEMS_SHOWN)} more\n` : "";
  return `${story}\n${result}${listed.join("")}${more}\n${place}`;
}

/** A path as it can be typed in every shell. */
const quoteArgument = (path: string): string => (/^[\w@%+=:,./\\-]+$/.test(path) ? path : `"${path}"`);
