import { recordsVanish } from "../records/record-file-error.js";
import { firstLiving, type Holder } from "./blocking-session.js";
import { ownPresence, publish, standsAgainst, withdraw } from "./presence.js";
import { askPast, stopAsking, waitsFor } from "./queue.js";
import type { Party, Standing } from "./session-context.js";

/** What became of one attempt to enter. */
export type Entry = { readonly entered: true } | { readonly entered: false; readonly holder: Holder };

/**
 * Tries once to enter. Publish first, then look: of two sessions that must not both be in, at least one publishes after
 * the other has, therefore sees it, and backs off. If both see each other both back off, and the queue says who goes
 * first next time.
 *
 * The look before publishing is courtesy: those who cannot enter should not be seen by the one who can.
 *
 * @throws `KEYED_STORE_WRITE_FAILED` someone removes the session records as fast as they are made
 */
export function tryEnter(party: Party, standing: Standing): Entry {
  if (standing.entered) return { entered: true };
  withdraw(party, standing);
  const waiter = (name: string): boolean => waitsFor(party, name, standing.ticket);
  const ahead = firstLiving(party, (names) => holderAmong(names, party, standing) ?? names.find(waiter));
  if (ahead !== undefined) return refuse(party, standing, ahead);
  try {
    publish(party, standing);
    const rival = rivalOf(party, standing);
    if (rival === undefined) return enter(party, standing);
    withdraw(party, standing);
    return refuse(party, standing, rival);
  } catch (error) {
    withdraw(party, standing);
    throw error;
  }
}

/**
 * Publishes again what was removed from under this session while it is in, and looks whether another got in meanwhile. If
 * so, this one is to close the file and leave: until it has, its publication keeps others out.
 */
export function enterAgain(party: Party, standing: Standing): Holder | undefined {
  publish(party, standing);
  party.pulse.restore();
  return rivalOf(party, standing);
}

/** Who must not be in beside this session, which has published its presence. */
function rivalOf(party: Party, standing: Standing): Holder | undefined {
  const rival = firstLiving(party, (names) => holderAmong(names, party, standing));
  // What is still there now was there for all who looked meanwhile, for it is never made twice.
  if (rival === undefined && !party.files.has(ownPresence(party))) throw recordsVanish(ownPresence(party));
  return rival;
}

function enter(party: Party, standing: Standing): Entry {
  stopAsking(party, standing);
  party.peers.hangUp();
  standing.obstacle = undefined;
  standing.entered = true;
  return { entered: true };
}

function refuse(party: Party, standing: Standing, holder: Holder): Entry {
  askPast(holder, party, standing);
  if (holder.pulse !== undefined) party.peers.ring(holder.pulse);
  return { entered: false, holder };
}

/** A record that stands against this session: the one that has done so longest, as far as it knows. */
function holderAmong(names: readonly string[], party: Party, standing: Standing): string | undefined {
  const against = names.filter((name) => standsAgainst(party, name, names));
  return against.find((name) => name === standing.obstacle?.record) ?? against[0];
}
