/*
 * A process that uses a file as a test tells it to: `node contender.mjs <database> <mode> <turns> <holding>`. It begins
 * when `<database>.go` is there. It writes a line to `<database>.log` when it comes in, while it is in, and before it
 * goes out; each line is one write.
 */
import { appendFileSync, existsSync } from "node:fs";
import { createSharingSession } from "../../dist/node/sharing/sharing-session.js";

const [, , databasePath, mode, turns, holding] = process.argv;
const sharing = createSharingSession({ databasePath, mode, backend: mode === "shared" ? "native" : "wasm" });
const say = (what) => appendFileSync(`${databasePath}.log`, `${process.pid} ${mode} ${what}\n`);
// Real processes, whose real turns are under test; nothing is asserted of how long they take.
const pauseMs = (duration) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, duration);

const stays = {
  briefly: () => false,
  wanted: () => sharing.findWaitingSession() === undefined,
  forever: () => true,
  lawlessly: () => Math.random() < 0.5,
}[holding];

process.stdout.write("ready\n");
while (!existsSync(`${databasePath}.go`)) pauseMs(1);
for (let turn = 0; turn < Number(turns); turn++) {
  while (holding !== "lawlessly" && !sharing.tryEnter().entered) pauseMs(1 + Math.random());
  say("in");
  if (turn === 0) process.stdout.write("in\n");
  while (stays()) {
    say("still in");
    pauseMs(1);
  }
  say("out");
  sharing.leave();
}
await sharing.close();
