import { computeSpread } from "@keyed-store/conformance/bench";
import { count, duration, size, table } from "../figures.mjs";

/** What grows with what is stored, and what does not. */
export function growth({ growth: { sizes }, scopes, disk }) {
  return `## Growth

![The cost of each operation from ${count(sizes[0])} to ${count(sizes.at(-1))} entries](performance/growth.svg)

No write counts or scans, so what grows is the depth of SQLite's trees, and the misses of its cache, which a bare table has too.

${count(scopes.entries)} entries, in one namespace or in many, of one owner or of many:

${scopeTable(scopes)}

On the disk, while ${count(disk.entries)} entries are replaced ${disk.turnovers} times, one write at a time:

${diskTable(disk)}`;
}

function scopeTable({ counts, samples }) {
  const rows = ["native", "wasm"].flatMap((backend) =>
    ["namespaces", "owners"].flatMap((kind) =>
      ["register, new key", "lookup"].map((operation) => [
        backend,
        kind,
        operation,
        ...counts.map((number) =>
          duration(computeSpread(samples[`${backend}, ${number} ${kind}: ${operation}`].wall).median),
        ),
      ]),
    ),
  );
  return table(["backend", "spread over", "operation", ...counts.map(count)], rows);
}

function diskTable(disk) {
  const rows = ["native", "wasm"].map((backend) => {
    const { steady, bytesOfOneEntry } = disk[backend];
    return [
      backend,
      size(Math.max(...steady.log)),
      size(Math.max(...steady.file)),
      size(steady.afterClear),
      `${Math.round(bytesOfOneEntry)} bytes`,
    ];
  });
  return table(["backend", "log, at most", "file, at most", "file, all entries gone", "one entry"], rows);
}
