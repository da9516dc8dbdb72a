import { computeSpread } from "@keyed-store/conformance/bench";
import { duration } from "./figures.mjs";
import { decades, dot, line, logarithmic, picture, text } from "./svg.mjs";

const WIDTH = 760;
const LEFT = 232;
const RIGHT = 84;
const ROW = 22;
const HEAD = 46;
const FOOT = 30;

/** Who takes how long for some operations: a dot for the middle of all rounds, a bar for the half between. */
export function rivalPlot({ title, groups }) {
  const body = [];
  let y = 8;
  for (const { name, samples } of groups) {
    body.push(...group(name, samples, y));
    y += HEAD + samples.length * ROW + FOOT;
  }
  const words = groups.map(
    ({ name, samples }) =>
      `${name}: ${samples.map(({ name: who, wall }) => `${who} ${duration(computeSpread(wall).median)}`).join(", ")}`,
  );
  return picture({ width: WIDTH, height: y, title, description: `${words.join(". ")}.`, body });
}

function group(name, samples, y) {
  const rows = samples
    .map(({ name: who, wall }) => ({ who, ...computeSpread(wall) }))
    .sort((one, other) => one.median - other.median);
  const ticks = decades(rows.flatMap(({ low, high }) => [low, high]));
  const across = logarithmic([ticks[0], ticks.at(-1)], [LEFT, WIDTH - RIGHT]);
  const bottom = y + HEAD + rows.length * ROW;
  return [
    text(16, y + 20, name, { kind: "title" }),
    ...ticks.flatMap((tick) => [
      line(across(tick), y + HEAD - 14, across(tick), bottom, "grid"),
      text(across(tick), bottom + 16, duration(tick), { kind: "quiet", anchor: "middle" }),
    ]),
    ...rows.flatMap(({ who, median, low, high }, place) => {
      const at = y + HEAD + place * ROW;
      const kind = who.startsWith("keyed-store") ? "a" : who.startsWith("better-sqlite3") ? "c" : "d";
      return [
        text(LEFT - 14, at + 4, who, { anchor: "end" }),
        line(across(low), at, across(high), at, `range ${kind}`),
        dot(across(median), at, kind),
        text(WIDTH - 16, at + 4, duration(median), { kind: "quiet", anchor: "end" }),
      ];
    }),
  ];
}
