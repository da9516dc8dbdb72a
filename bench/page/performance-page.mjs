import { aims } from "./sections/aims.mjs";
import { browser } from "./sections/browser.mjs";
import { eventLoop } from "./sections/event-loop.mjs";
import { growth } from "./sections/growth.mjs";
import { machines } from "./sections/machines.mjs";
import { postgres } from "./sections/postgres.mjs";
import { rivals } from "./sections/rivals.mjs";
import { store } from "./sections/store.mjs";
import { wasm } from "./sections/wasm.mjs";

const HEAD = `# How fast

This page is made from [results that are kept](performance) by \`node bench/page.mjs\`; a check keeps it true to them. Figures of
different machines mean little side by side, so what counts are ratios: contestants take turns within one process, or in pairs of
processes, and a ratio is taken round by round. After it stand the quartiles, between which half of the rounds lie.`;

const FOOT = `## Run it yourself

\`\`\`sh
npm run setup
node bench/foundation.mjs   # one of them: what the rules cost; each file in bench says what it measures
node bench/all.mjs          # all of them, then this page; about an hour, on a machine that does nothing else
\`\`\`

[The suite](conformance.md#how-fast) brings the harness, so that a backend of your own can be measured in the same way.`;

/** The whole page. */
export function performancePage({ of, runs }) {
  const sections = [
    store(of),
    rivals(of),
    wasm(of),
    browser(of),
    postgres(of),
    eventLoop(of),
    growth(of),
    aims(of),
    machines(runs),
  ];
  return `${[HEAD, ...sections, FOOT].join("\n\n")}\n`;
}
