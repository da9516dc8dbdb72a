import { computeSpread } from "@keyed-store/conformance/bench";

/** Prints what each took: the middle of all rounds, the quartiles, and the time of the processor where it is known. */
export function printSamples(samples) {
  const width = Math.max(...Object.keys(samples).map((name) => name.length));
  const isProcessorKnown = Object.values(samples).every(({ cpu }) => cpu !== undefined);
  const head = `${"microseconds for one operation".padEnd(width)}    median   (half between)`;
  console.log(isProcessorKnown ? `${head}         processor` : head);
  for (const [name, { wall, cpu }] of Object.entries(samples)) {
    const { median, low, high } = computeSpread(wall);
    const between = `(${figure(low)} to ${figure(high)})`;
    const line = `${name.padEnd(width)}${figure(median).padStart(10)}   ${between}`;
    console.log(isProcessorKnown ? `${line.padEnd(width + 36)}${figure(computeSpread(cpu).median)}` : line);
  }
}

/** Prints how many times as fast, or as much, something is. */
export function printRatio(name, { median, low, high }) {
  console.log(`${name.padEnd(60)} ${median.toFixed(2).padStart(8)}   (${low.toFixed(2)} to ${high.toFixed(2)})`);
}

/** Three digits. */
function figure(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
