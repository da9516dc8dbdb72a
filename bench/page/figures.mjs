/** A time for people, from microseconds. */
export function duration(microseconds) {
  if (microseconds < 1_000) return `${three(microseconds)} µs`;
  return microseconds < 1_000_000 ? `${three(microseconds / 1_000)} ms` : `${three(microseconds / 1_000_000)} s`;
}

/** Bytes for people. */
export function size(bytes) {
  return bytes < 2 ** 20 ? `${three(bytes / 2 ** 10)} KB` : `${three(bytes / 2 ** 20)} MB`;
}

/** A ratio, with the quartiles of the rounds where there are any. */
export function ratio({ median, low, high }) {
  const between = low === undefined || low === high ? "" : ` (${two(low)} to ${two(high)})`;
  return `${two(median)}${between}`;
}

export function count(number) {
  return number.toLocaleString("en");
}

/** A number of entries on an axis: 100, 1k, 1M. */
export function short(number) {
  if (number >= 1e6) return `${number / 1e6}M`;
  return number >= 1e3 ? `${number / 1e3}k` : `${number}`;
}

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function three(value) {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function two(value) {
  return value >= 10 ? value.toFixed(value >= 100 ? 0 : 1) : value.toFixed(2);
}
