import { basename, dirname } from "node:path";
import { formatAlignedPairs } from "../cli/output/format-aligned-pairs.js";
import { formatBackendEngine } from "../cli/output/format-backend-engine.js";
import { formatCount, formatInteger } from "../cli/output/numbers.js";
import { formatDuration } from "../cli/output/times.js";
import { toPrintableText } from "../cli/output/to-printable-text.js";
import { BOT } from "./bot-namespaces.js";
import type { Demonstration } from "./run-demonstration.js";

const PROBLEMS_SHOWN = 10;

/** What a demonstration is going to do, told before it begins. */
export function formatDemoIntroduction(deliveryCount: number): string {
  return (
    `A chat bot gets ${formatInteger(deliveryCount)} recorded deliveries, as webhooks send them: some come twice.\n` +
    "It keeps all it knows in one store, and half-way through it is killed with kill -9, at work.\n\n"
  );
}

/** What a demonstration showed, as people read it: the story, the count, and where to go from here. */
export function formatDemonstration(demonstration: Demonstration): string {
  const { problems } = demonstration.verdict;
  const listed = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `  ${toPrintableText(problem)}\n`);
  const more =
    problems.length > PROBLEMS_SHOWN ? `  … and ${formatInteger(problems.length - PROBLEMS_SHOWN)} more\n` : "";
  return [
    `${formatDemonstrationStory(demonstration)}\n`,
    formatCounts(demonstration),
    ...listed,
    more,
    `\n${formatNextSteps(demonstration)}`,
  ].join("");
}

function formatDemonstrationStory({ backend, replay, verdict, durationMs }: Demonstration): string {
  const outcome =
    verdict.problems.length === 0
      ? "every event handled exactly once."
      : "NOT every event was handled exactly once; see below.";
  return [
    `Killed at delivery ${formatInteger(replay.answeredBeforeKill)}, with ${formatInteger(replay.underWay)} more under way; restarted, ` +
      `${formatInteger(replay.redelivered)} delivered again: ${outcome}`,
    `Of those under way, ${formatCount(replay.onRecord, "was", "were")} on record already when the bot died. It knew them again, as it did ` +
      `${formatInteger(replay.again)} deliveries in all.`,
    `${formatCount(replay.delivered, "delivery", "deliveries")} in ${formatDuration(durationMs)}, with ` +
      `${formatCount(replay.restarts, "restart")} in order beside the kill; ${formatInteger(replay.perSecond)} a second, each on record before it was answered.`,
    `The engine: ${formatBackendEngine(backend)}.`,
  ]
    .map((sentence) => `${sentence}\n`)
    .join("");
}

function formatCounts({ verdict }: Demonstration): string {
  return formatAlignedPairs([
    [
      verdict.problems.length === 0 ? "✓ exactly once" : "✗ not exactly once",
      `${formatInteger(verdict.once)} of ${formatCount(verdict.events, "event")}`,
    ],
    [verdict.twice === 0 ? "✓ none twice" : "✗ twice", formatInteger(verdict.twice)],
    [verdict.lost === 0 ? "✓ none lost" : "✗ lost", formatInteger(verdict.lost)],
  ]);
}

/** What to type next. */
function formatNextSteps({ databasePath }: Demonstration): string {
  const store = `-d ${quoteArgument(dirname(databasePath))} --file ${quoteArgument(basename(databasePath))}`;
  return formatAlignedPairs([
    ["what the bot did", `npx keyed-store entries ${BOT} journal ${store}`],
    ["all that it keeps", `npx keyed-store owners ${store}`],
    ["in the browser", `npx keyed-store inspect --reveal ${store}`],
  ]);
}

/** A path as it can be typed in every shell. */
const quoteArgument = (path: string): string => (/^[\w@%+=:,./\\-]+$/.test(path) ? path : `"${path}"`);
