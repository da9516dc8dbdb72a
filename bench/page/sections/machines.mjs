import { table } from "../figures.mjs";

/** What the benches ran on. */
export function machines(runs) {
  const rows = runs.map(({ bench, date, machine, versions }) => [
    `[${bench}](performance/${bench}.json)`,
    date,
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`,
    `${machine.flushMicroseconds} µs`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", "),
  ]);
  return `## What it ran on

The disk matters to writes that survive the loss of power: how long it takes to flush a page is in the table.

${table(["bench", "date", "machine", "a flush", "versions"], rows)}`;
}
