import { median } from "@keyed-store/conformance/bench";
import { duration, short } from "./figures.mjs";
import { decades, dot, line, logarithmic, picture, polyline, text } from "./svg.mjs";

const WIDTH = 760;
const COLUMNS = 2;
const PANEL = { width: 380, height: 210, left: 64, right: 20, top: 34, bottom: 34 };
const TOP = 34;
const SERIES = [
  { name: "native", kind: "a" },
  { name: "wasm", kind: "b" },
  { name: "raw", kind: "c", label: "better-sqlite3, a bare table" },
];
/** What the bare table does that is like an operation of the store. */
const RAW = { "register, new key": "upsert", "register, present key": "upsert", lookup: "get and parse" };

/** How the cost of each operation grows with the number of entries: one small picture for each. */
export function growthPlot({ sizes, samples }) {
  const prefix = `native, ${sizes[0]}: `;
  const operations = Object.keys(samples)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
  const rows = Math.ceil(operations.length / COLUMNS);
  const height = TOP + rows * PANEL.height;
  let x = 16;
  const legend = SERIES.flatMap(({ name, kind, label = name }) => {
    const parts = [dot(x, 18, kind), text(x + 9, 22, label)];
    x += 30 + label.length * 7;
    return parts;
  });
  const panels = operations.flatMap((operation, place) =>
    panel({
      sizes,
      samples,
      operation,
      x: (place % COLUMNS) * PANEL.width,
      y: TOP + Math.floor(place / COLUMNS) * PANEL.height,
    }),
  );
  return picture({
    width: WIDTH,
    height,
    title: "The cost of one operation by the number of entries",
    description: `For ${operations.join("; ")}: microseconds over ${sizes.map(short).join(", ")} entries, both axes logarithmic, on native, on wasm and on a bare table of better-sqlite3.`,
    body: [...legend, ...panels],
  });
}

function panel({ sizes, samples, operation, x, y }) {
  const named = (series, entries) =>
    series === "raw" ? `raw, ${entries}: ${RAW[operation]}` : `${series}, ${entries}: ${operation}`;
  const curves = SERIES.map(({ name, kind }) => ({
    kind,
    points: sizes
      .map((entries) => [entries, samples[named(name, entries)]])
      .filter(([, sample]) => sample !== undefined)
      .map(([entries, { wall }]) => [entries, median(wall)]),
  })).filter(({ points }) => points.length > 0);
  const ticks = decades(curves.flatMap(({ points }) => points.map(([, cost]) => cost)));
  const [left, right] = [x + PANEL.left, x + PANEL.width - PANEL.right];
  const [top, bottom] = [y + PANEL.top, y + PANEL.height - PANEL.bottom];
  const across = logarithmic([sizes[0], sizes.at(-1)], [left, right]);
  const up = logarithmic([ticks[0], ticks.at(-1)], [bottom, top]);
  return [
    text(left, y + 22, operation, { kind: "title" }),
    ...ticks.flatMap((tick) => [
      line(left, up(tick), right, up(tick), "grid"),
      text(left - 8, up(tick) + 4, duration(tick), { kind: "quiet", anchor: "end" }),
    ]),
    ...sizes.map((entries) => text(across(entries), bottom + 18, short(entries), { kind: "quiet", anchor: "middle" })),
    ...curves.flatMap(({ kind, points }) => {
      const drawn = points.map(([entries, cost]) => [across(entries), up(cost)]);
      return [polyline(drawn, kind), ...drawn.map(([px, py]) => dot(px, py, kind))];
    }),
  ];
}
