import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { arch, cpus, totalmem, type } from "node:os";
import { join } from "node:path";
import { median } from "@keyed-store/conformance/bench";
import { inScratch } from "./scratch.mjs";

const FLUSHES = 200;
const PAGE = 4_096;

/** What the figures depend on, and nothing that would tell one machine of a kind from another. */
export async function machine() {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${arch()}`,
    flushMicroseconds: Math.round(await inScratch(flushTime)),
  };
}

/** How long the disk takes to hold on to one page: some say "done" at once, and make `power` look cheap. */
function flushTime(directory) {
  const file = openSync(join(directory, "flush"), "w");
  const took = [];
  for (let turn = 0; turn < FLUSHES; turn++) {
    writeSync(file, Buffer.alloc(PAGE, turn), 0, PAGE, (turn % 8) * PAGE);
    const began = performance.now();
    fdatasyncSync(file);
    took.push((performance.now() - began) * 1_000);
  }
  closeSync(file);
  rmSync(join(directory, "flush"));
  return median(took);
}
