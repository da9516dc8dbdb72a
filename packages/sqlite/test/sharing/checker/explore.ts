import type { Life, Place } from "./actor.js";
import { Edges } from "./edges.js";
import { newcomersLitter } from "./newcomer.js";
import type { Protocol } from "./protocol.js";
import { type Chances, type Move, StateSpace } from "./state-space.js";
import { StateTable } from "./state-table.js";
import { afterDeaths, type World, worldKey } from "./world.js";

/** What is explored: every order of steps of so many processes, with all that may befall them, each at any point. */
export interface Exploration extends Life, Chances {
  readonly processes: number;
}

/** A state that must not be, and how it comes about. */
export interface Fault {
  readonly kind: "together" | "stuck" | "litter";
  readonly trace: readonly string[];
}

/** What was found. */
export interface Findings {
  readonly states: number;
  readonly steps: number;
  readonly fault: Fault | undefined;
}

/**
 * Takes every step from every state that can be reached, each state once, in order of distance. Looks for two who are in
 * and of whom one must be alone (`together`), for a living process that wants to get in and cannot any more, whatever
 * steps are taken and without another death (`stuck`), and for records that one more newcomer leaves when all have ended
 * (`litter`).
 */
export function explore<Memory>(protocol: Protocol<Memory>, exploration: Exploration): Findings {
  const { crashes } = exploration;
  const space = new StateSpace(protocol, exploration);
  const table = new StateTable(exploration.processes + 1);
  const steps = new Edges();
  const origins: number[] = [];
  const found = (kind: Fault["kind"], state: number): Findings => ({
    states: table.size,
    steps: steps.size,
    fault: { kind, trace: traceTo(state) },
  });
  const reach = (from: number, move: Move): number => {
    const state = table.add(move.row);
    if (state === origins.length) origins.push(from);
    return state;
  };
  const traceTo = (state: number): string[] => {
    const from = origins[state] ?? -1;
    if (from < 0) return [];
    const row = table.row(from);
    const move = space.moves(row, exploration).find((each) => table.add(each.row) === state);
    return [...traceTo(from), move === undefined ? "?" : space.label(row, move)];
  };
  const litters = new Map<string, boolean>();
  const isLittered = (places: readonly Place<Memory>[], now: World): boolean => {
    const silent = places.filter(({ next }) => next !== undefined);
    const dying = new Set(silent.flatMap(({ me }) => protocol.dyingWith?.(me) ?? [me]));
    if (!protocol.tidy || dying.size > crashes - now.dead.size) return false;
    const world = afterDeaths(now, [...dying]);
    const key = worldKey(world);
    const known = litters.get(key) ?? newcomersLitter(protocol, world, places.length);
    litters.set(key, known);
    return known;
  };
  for (const row of space.beginnings(exploration.processes)) {
    table.add(row);
    origins.push(-1);
  }
  for (let state = 0; state < table.size; state++) {
    const row = table.row(state);
    const places = space.places(row);
    const world = space.world(row);
    if (areTogether(protocol, places)) return found("together", state);
    if (isLittered(places, world)) return found("litter", state);
    for (const move of space.moves(row, exploration)) {
      const next = reach(state, move);
      if (move.dies === undefined && move.cleans === undefined) steps.add(state, next);
    }
  }
  const goals = Array.from(
    { length: exploration.processes },
    (_, me) => (state: number) => !space.wantsIn(table.row(state), me),
  );
  const stuck = steps.cutOff(table.size, goals).find((state) => state !== undefined);
  if (stuck !== undefined) return found("stuck", stuck);
  return { states: table.size, steps: steps.size, fault: undefined };
}

function areTogether<Memory>(protocol: Protocol<Memory>, places: readonly Place<Memory>[]): boolean {
  const inside = places.filter((place) => place.inside);
  if (inside.length < 2) return false;
  return (
    inside.some(({ me }) => protocol.exclusive(me)) ||
    inside.some(({ me }) => inside.some((other) => other.me !== me && protocol.mustNotMeet?.(me, other.me) === true))
  );
}
