import { firstLiving, type Holder } from "./holder.js";
import type { Party, Standing } from "./party.js";
import { publish, standsAgainst, withdraw } from "./presence.js";
import { askPast, stopAsking, waitsFor } from "./queue.js";

/** What became of one attempt to enter. */
export type Entry = { readonly entered: true } | { readonly entered: false; readonly holder: Holder };

/**
 * Tries once to enter. Publish first, then look: of two sessions that must not both be in, at least one publishes after
 * the other has, therefore sees it, and backs off. If both see each other both back off, and the queue says who goes
 * first next time.
 *
 * The look before publishing is courtesy: those who cannot enter should not be seen by the one who can.
 */
export function tryEnter(party: Party, standing: Standing): Entry {
  if (standing.entered) return { entered: true };
  withdraw(party, standing);
  const inTheWay = (names: readonly string[]): string | undefined => holderAmong(names, party, standing);
  const waiter = (name: string): boolean => waitsFor(party, name, standing.ticket);
  const ahead = firstLiving(party, (names) => inTheWay(names) ?? names.find(waiter));
  if (ahead !== undefined) return refuse(party, standing, ahead);
  publish(party, standing);
  try {
    const rival = firstLiving(party, inTheWay);
    if (rival === undefined) return enter(party, standing);
    withdraw(party, standing);
    return refuse(party, standing, rival);
  } catch (error) {
    withdraw(party, standing);
    throw error;
  }
}

function enter(party: Party, standing: Standing): Entry {
  stopAsking(party, standing);
  standing.obstacle = undefined;
  standing.entered = true;
  return { entered: true };
}

function refuse(party: Party, standing: Standing, holder: Holder): Entry {
  askPast(holder, party, standing);
  return { entered: false, holder };
}

/** A record that stands against this session: the one that has done so longest, as far as it knows. */
function holderAmong(names: readonly string[], party: Party, standing: Standing): string | undefined {
  const against = names.filter((name) => standsAgainst(party, name));
  return against.find((name) => name === standing.obstacle?.record) ?? against[0];
}
