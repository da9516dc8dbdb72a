import { AIMS } from "../aims.mjs";
import { table } from "../figures.mjs";
import { REASONS } from "../reasons.mjs";

/** What was to be reached, what was, and why not all of it. */
export function aims(results) {
  const reached = AIMS.map((aim) => ({ ...aim, figure: aim.reached(results) })).filter(
    ({ figure }) => figure !== undefined,
  );
  const rows = reached.map(({ what, aim, figure, met, show }) => [
    what,
    aim,
    show(figure),
    met(figure) ? "yes" : "**no**",
  ]);
  const missed = new Set(
    reached.filter(({ figure, met }) => !met(figure)).map(({ what, why }) => reasonFor(what, why)),
  );
  const reasons =
    missed.size === 0 ? "" : `\n\nWhy not all of them are met:\n\n${[...missed].map((why) => `- ${why}`).join("\n")}`;
  return `## Aims

The marks that were set beforehand, some of them to find out what cannot be reached. Ratios count times as fast.

${table(["figure", "aim", "reached", "met"], rows)}${reasons}`;
}

function reasonFor(what, why) {
  const reason = REASONS[why];
  if (reason === undefined) throw new Error(`It is not met, and nothing says why: ${what}`);
  return reason;
}
