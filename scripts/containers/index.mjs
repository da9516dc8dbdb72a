import { controls, inPlaces, killed, living } from "./cases.mjs";
import { findEngines } from "./engines.mjs";
import { isRoot, reasonNoContainers } from "./house.mjs";
import { readSize } from "./size.mjs";

/** Programs in containers mostly wait. */
const AT_ONCE = 3;

/**
 * What containers do to a store, real ones of this kernel: killed, stopped, restarted, side by side, for each pair of engines.
 * docs/places.md says what that proves. Where no containers can be made, it says so, and proves nothing.
 *
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function containers(report) {
  const why = reasonNoContainers();
  if (why !== undefined) {
    console.log(`NOT RUN: containers cannot be made here, so nothing is proven of them: ${why}`);
    return;
  }
  const found = await findEngines();
  const [wasm, beside] = found;
  if (beside === undefined) console.log("NOT RUN: containers with an engine beside wasm, for none can run here");
  if (!isRoot) console.log("NOT RUN: containers with an overlay as their root, for only root can make them");
  const chosen = readSize();
  console.log(`containers: ${chosen.restarts} restarts for each pair of engines, seed ${chosen.seed}`);
  const waiting = [
    ...killed(found, chosen),
    ...living(beside === undefined ? [wasm] : [wasm, beside]),
    ...inPlaces(found, chosen),
    ...controls(found),
  ];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { name, checks } = next;
        await report(`containers: ${name}`, () => inTurn(checks));
      }
    }),
  );
}

/** @param {readonly (() => Promise<string[]>)[]} checks */
async function inTurn(checks) {
  const wrong = [];
  for (const check of checks) wrong.push(...(await check()));
  return wrong;
}
