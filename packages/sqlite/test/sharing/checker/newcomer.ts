import type { Protocol } from "./protocol.js";
import { afterDeaths, type TakeStep, type World } from "./world.js";

/** Whether a process that comes, enters and closes when all others have ended leaves anything in the directory. */
export function newcomersLitter<Memory>(protocol: Protocol<Memory>, world: World, me: number): boolean {
  const own = afterDeaths(world, []);
  const step: TakeStep = (_label, run) => run(own);
  const memory = protocol.begin(me);
  let attempts = 0;
  while (!protocol.enter(me, memory, step)) {
    attempts += 1;
    if (attempts > 10) return true;
  }
  protocol.leave(me, memory, step);
  protocol.close(me, memory, step);
  return own.files.size > 0;
}
