/*
 * Writes examples/events.ndjson: three days of a chat bot's webhook, about 4,000 deliveries, the same on every machine.
 *
 *   node scripts/events/make-events.mjs [file]
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deliver } from "./deliver.mjs";
import { createRandom } from "./random.mjs";
import { join, thread } from "./scenes.mjs";

const SEED = 20260302;
const START = Date.parse("2026-03-02T07:30:00.000Z");
const DAYS = 3;
const HOUR = 3_600_000;
const THREADS_PER_DAY = 132;
const JOINS_PER_DAY = 28;
const RESTARTS = 4;

/** The recording, as the text of the file. */
export function makeEvents() {
  const random = createRandom(SEED);
  const duringTheDay = (/** @type {number} */ day) => START + day * 24 * HOUR + random.whole(0, 9.5 * HOUR);
  const events = [];
  for (let day = 0; day < DAYS; day += 1) {
    for (let count = 0; count < THREADS_PER_DAY; count += 1) events.push(...thread(random, duringTheDay(day)));
    for (let count = 0; count < JOINS_PER_DAY; count += 1) events.push(...join(random, duringTheDay(day)));
  }
  const lines = deliver(random, events, RESTARTS).map((delivery) => JSON.stringify(delivery));
  return `${lines.join("\n")}\n`;
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] === self) {
  writeFileSync(
    process.argv[2] ?? fileURLToPath(new URL("../../examples/events.ndjson", import.meta.url)),
    makeEvents(),
  );
}
