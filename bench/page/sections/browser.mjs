import { computeSpeedRatio, computeSpread } from "@keyed-store/conformance/bench";
import { duration, ratio, table } from "../figures.mjs";

const OWN = "keyed-store";
const OPERATIONS = {
  set: "a write",
  "set, 100 in flight": "a write, 100 in flight",
  get: "a read",
  "get, 100 in flight": "a read, 100 in flight",
};
const DURABLE = { process: "the death of the browser", power: "the loss of power" };

/** The store on a page against what people use there. */
export function browser({ browser: { samples } }) {
  return `## In the browser

The store on files of the browser's own (OPFS), in one page of Chromium with what people use there: the same 1,000 entries, written over and
read by turns, each asked on the page. IndexedDB has a transaction for each operation, \`"relaxed"\` where it is to survive the death of the
browser, and \`"strict"\` where it is to survive the loss of power. The official build of SQLite is asked in a worker, by one message for each
operation, and has a table without any rules. What is in flight together, the store joins into one commit by itself; in IndexedDB somebody
can do so by hand, where it is known beforehand what belongs together.

![Writes and reads on a page: the store and others, one by one and a hundred in flight](performance/browser.svg)

How many times as fast the store is:

${Object.keys(DURABLE)
  .map((durability) => ratios(durability, samples[durability]))
  .join("\n\n")}

What comes closest:

- **sqlite-wasm, exclusive WAL** is the same engine with the same log, alone on its files, and asked by the same messages. It changes one page
  where the store changes three or more, for expiry, caps and the order of age, and one tab alone may have it open, until that is closed.
- **IndexedDB, joined by hand** saves most of what a transaction costs, which is a way to the browser's process and back.`;
}

function ratios(durability, samples) {
  const suffix = ": set, 100 in flight";
  const others = Object.keys(samples)
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .filter((name) => name !== OWN);
  const rows = Object.entries(OPERATIONS).map(([operation, words]) => {
    const own = samples[`${OWN}: ${operation}`].wall;
    return [
      words,
      duration(computeSpread(own).median),
      ...others.map((name) => {
        const other = samples[`${name}: ${operation}`];
        return other === undefined ? "" : ratio(computeSpeedRatio(own, other.wall));
      }),
    ];
  });
  return table([`what survives ${DURABLE[durability]}`, OWN, ...others.map((name) => `÷ ${name}`)], rows);
}
