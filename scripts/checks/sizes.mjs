import { listFiles, read } from "./files.mjs";

const LARGEST = 10 * 1024;
/** A table of cases is long, and reads well all the same. */
const LARGEST_TEST = 15 * 1024;
const MEDIAN = 2.5 * 1024;

/** Small rooms: no file is over 10 KB, no test over 15 KB, and half of those that are shipped are under 2.5 KB. */
export function checkSizes() {
  const sources = listFiles()
    .filter((path) => /\.(ts|mjs|cjs)$/.test(path))
    .map((path) => ({ path, bytes: Buffer.byteLength(read(path)) }));
  const tooLarge = sources
    .map(({ path, bytes }) => ({ path, bytes, largest: path.endsWith(".test.ts") ? LARGEST_TEST : LARGEST }))
    .filter(({ bytes, largest }) => bytes > largest)
    .map(({ path, bytes, largest }) => `${path}: ${bytes} bytes, over ${largest}`);

  const shipped = sources
    .filter(({ path }) => /^packages\/[^/]+\/src\//.test(path))
    .map(({ bytes }) => bytes)
    .sort((a, b) => a - b);
  const median = shipped[Math.floor(shipped.length / 2)] ?? 0;
  return median > MEDIAN ? [...tooLarge, `the median of packages/*/src is ${median} bytes, over ${MEDIAN}`] : tooLarge;
}

/** The front page stays one page. */
export function checkReadmeSize() {
  const bytes = Buffer.byteLength(read("README.md"));
  return bytes > 6 * 1024 ? [`README.md: ${bytes} bytes, over 6 KB`] : [];
}
