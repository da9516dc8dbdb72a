import { readdirSync, readFileSync } from "node:fs";

/** An engine is still being compiled when it is already at work. */
const SETTLES_WITHIN_MS = 3_000;

/**
 * What a process does while nothing is asked of it: how often a thread of it is woken in a second, and what share of a core it
 * takes. Linux alone tells; elsewhere `undefined`.
 */
export async function atRest(pid, ms) {
  if (process.platform !== "linux") return undefined;
  await passed(SETTLES_WITHIN_MS);
  const [before, began] = [doneBy(pid), performance.now()];
  await passed(ms);
  const [after, took] = [doneBy(pid), performance.now() - began];
  return {
    wakeUpsPerSecond: ((after.wakeUps - before.wakeUps) * 1_000) / took,
    percentOfCore: ((after.ranMs - before.ranMs) * 100) / took,
  };
}

function passed(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function doneBy(pid) {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const read = (name) => readFileSync(`/proc/${pid}/task/${thread}/${name}`, "latin1");
    return {
      wakeUps: Number(/^voluntary_ctxt_switches:\s*(\d+)$/m.exec(read("status"))?.[1]),
      // Its first number is nanoseconds on a processor; the ticks of `stat` are far too coarse.
      ranMs: Number(read("schedstat").split(" ")[0]) / 1e6,
    };
  });
  const sum = (name) => threads.reduce((total, thread) => total + thread[name], 0);
  return { wakeUps: sum("wakeUps"), ranMs: sum("ranMs") };
}
