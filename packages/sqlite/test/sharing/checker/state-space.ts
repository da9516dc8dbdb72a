import { atDeath, firstPlaces, type Life, type Place, placeKey, placesAfter } from "./actor.js";
import { Interner } from "./interner.js";
import type { Protocol } from "./protocol.js";
import { afterCleaning, afterDeaths, emptyWorld, type World, worldKey } from "./world.js";

/** A state: the number of the world, then for each process the number of its place. */
export type Row = readonly number[];

/** Where a step leads. */
export interface Move {
  readonly me: number;
  /** The process whose death shows in this step. */
  readonly dies: number | undefined;
  /** The record that a cleaner removes; then no process takes a step. */
  readonly cleans: string | undefined;
  readonly row: Row;
}

/** What may befall the processes, and how often at most. */
export interface Chances {
  /** Processes die, at any step. */
  readonly crashes: number;
  /** Records by which someone is in are removed, at any time, by a cleaner who knows nothing of the protocol. */
  readonly cleanings?: number;
  /** What the cleaner removes: such records, unless it says otherwise. */
  readonly cleans?: "records" | "pulses";
}

/** All states that there can be, found as they are asked for. Steps are computed once and then looked up. */
export class StateSpace<Memory> {
  readonly #protocol: Protocol<Memory>;
  readonly #life: Life;
  readonly #places: Interner<Place<Memory>>;
  readonly #worlds: Interner<World> = new Interner(worldKey);
  /** By place, then by world. */
  readonly #outcomes: Outcome[][] = [];
  /** By process, then by world. */
  readonly #deaths: Outcome[][] = [];

  constructor(protocol: Protocol<Memory>, life: Life) {
    this.#protocol = protocol;
    this.#places = new Interner((place) => placeKey(protocol, place));
    this.#life = life;
  }

  world(row: Row): World {
    return this.#worlds.at(row[0] ?? 0);
  }

  /** Whether that process is trying to enter. */
  wantsIn(row: Row, me: number): boolean {
    return this.#places.at(row[me + 1] ?? 0).call === "enter";
  }

  places(row: Row): Place<Memory>[] {
    return row.slice(1).map((id) => this.#places.at(id));
  }

  beginnings(processes: number): Row[] {
    let rows: Row[] = [[this.#worlds.id(emptyWorld())]];
    for (let me = 0; me < processes; me++) {
      const places = firstPlaces(this.#protocol, this.#life, me).map((place) => this.#places.id(place));
      rows = rows.flatMap((row) => places.map((place) => [...row, place]));
    }
    return rows;
  }

  /**
   * The ways on from a state. Two reductions lose nothing:
   * - a death changes only what later judgements of that process say, so it need only happen where one is about to be
   *   made; until then the dead process is one that takes no steps;
   * - a judgement whose answer nobody can change any more need not be tried in every order with the others' steps.
   */
  moves(row: Row, { crashes, cleanings = 0, cleans }: Chances): Move[] {
    const { dead, cleaned } = this.world(row);
    const moves: Move[] = cleaned < cleanings ? this.#cleanings(row, cleans) : [];
    for (let me = 0; me < row.length - 1; me++) {
      const judges = this.#places.at(row[me + 1] ?? 0).next?.judges;
      const mayDie = judges !== undefined && !dead.has(judges) && dead.size < crashes;
      const own = this.#steps(row, me, undefined);
      if (judges !== undefined && !mayDie) return own;
      moves.push(...own);
      if (mayDie) moves.push(...this.#steps(this.#afterDeath(row, judges), me, judges));
    }
    return moves;
  }

  /** What a move from that state is called. */
  label(row: Row, { me, dies, cleans }: Move): string {
    if (cleans !== undefined) return `a cleaner removes ${cleans}`;
    const step = this.#places.at(row[me + 1] ?? 0).next?.label ?? "ends";
    return `${dies === undefined ? "" : `process ${dies} has died; `}process ${me} ${step}`;
  }

  #steps(row: Row, me: number, dies: number | undefined): Move[] {
    const { world, places } = this.#outcome(row[0] ?? 0, row[me + 1] ?? 0);
    return places.map((place) => ({ me, dies, cleans: undefined, row: changed(row, world, me, place) }));
  }

  /** What a cleaner may do. */
  #cleanings(row: Row, cleans: Chances["cleans"]): Move[] {
    const world = this.world(row);
    const removable = cleans === "pulses" ? /^pulse\./ : /^(?:shared|exclusive)\./;
    const removed = [...world.files.keys()].filter((name) => removable.test(name));
    return removed.map((name) => {
      const next = [...row];
      next[0] = this.#worlds.id(afterCleaning(world, name));
      return { me: 0, dies: undefined, cleans: name, row: next };
    });
  }

  #outcome(worldId: number, placeId: number): Outcome {
    let outcome = this.#outcomes[placeId]?.[worldId];
    if (outcome === undefined) {
      const place = this.#places.at(placeId);
      const world = afterDeaths(this.#worlds.at(worldId), []);
      const after =
        place.next === undefined ? [] : placesAfter(this.#protocol, this.#life, place, place.next.run(world));
      outcome = { world: this.#worlds.id(world), places: after.map((one) => this.#places.id(one)) };
      remember(this.#outcomes, placeId, worldId, outcome);
    }
    return outcome;
  }

  #afterDeath(row: Row, me: number): Row {
    const worldId = row[0] ?? 0;
    const dying = this.#protocol.dyingWith?.(me) ?? [me];
    let outcome = this.#deaths[me]?.[worldId];
    if (outcome === undefined) {
      const world = this.#worlds.id(afterDeaths(this.world(row), dying));
      outcome = { world, places: dying.map((each) => this.#places.id(atDeath(this.#protocol, each))) };
      remember(this.#deaths, me, worldId, outcome);
    }
    const { world, places } = outcome;
    return dying.reduce((after, each, index) => changed(after, world, each, places[index] ?? 0), row);
  }
}

interface Outcome {
  readonly world: number;
  readonly places: readonly number[];
}

function remember(known: Outcome[][], one: number, other: number, outcome: Outcome): void {
  const row = known[one] ?? [];
  row[other] = outcome;
  known[one] = row;
}

function changed(row: Row, world: number, me: number, place: number): Row {
  const next = [...row];
  next[0] = world;
  next[me + 1] = place;
  return next;
}
