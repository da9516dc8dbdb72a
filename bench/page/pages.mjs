import { growthPlot } from "./growth-plot.mjs";
import { performancePage } from "./performance-page.mjs";
import { rivalPlot } from "./rival-plot.mjs";

const GROUPS = {
  writes: {
    title: "Writing one value, over one of 1,000 that are there",
    operations: { set: "awaited one by one", "set, 100 in flight": "100 in flight, for each" },
  },
  reads: {
    title: "Reading one value of 1,000",
    operations: { get: "awaited one by one", "get at once": "at once, without a promise", all: "all 1,000 entries" },
  },
  pageWrites: { operations: { set: "writes, one by one", "set, 100 in flight": "writes, 100 in flight, for each" } },
  pageReads: { operations: { get: "reads, one by one", "get, 100 in flight": "reads, 100 in flight, for each" } },
};

const DURABLE = { process: "survives the death of the process", power: "survives the loss of power" };

/** All that is made of the results: texts by their paths from the root. */
export function pages(kept) {
  const { growth, rivals, browser } = kept.of;
  return {
    "docs/performance.md": performancePage(kept),
    "docs/performance/growth.svg": growthPlot(growth),
    "docs/performance/writes.svg": rivalPlot({
      title: GROUPS.writes.title,
      groups: Object.keys(DURABLE).flatMap((durability) => groupsOf(rivals, "writes", durability, DURABLE[durability])),
    }),
    "docs/performance/reads.svg": rivalPlot({
      title: GROUPS.reads.title,
      groups: groupsOf(rivals, "reads", "process"),
    }),
    "docs/performance/browser.svg": rivalPlot({
      title: "Writing and reading one value of 1,000 on a page of Chromium",
      groups: [
        ...Object.keys(DURABLE).flatMap((durability) =>
          groupsOf(browser, "pageWrites", durability, DURABLE[durability]),
        ),
        ...groupsOf(browser, "pageReads", "process"),
      ],
    }),
  };
}

function groupsOf({ samples }, kind, durability, suffix) {
  return Object.entries(GROUPS[kind].operations).map(([operation, words]) => ({
    name: suffix === undefined ? words : `${words}: ${suffix}`,
    samples: Object.entries(samples[durability])
      .filter(([name]) => name.endsWith(`: ${operation}`))
      .map(([name, { wall }]) => ({ name: name.slice(0, -operation.length - 2), wall })),
  }));
}
