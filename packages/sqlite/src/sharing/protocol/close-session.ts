import { parsePulse } from "../pulse/pulse-name.js";
import { type Sighting, sightingOf } from "../records/observed-session.js";
import { judge } from "./determine-liveness.js";
import { withdraw } from "./presence.js";
import { isCurrent, stopAsking } from "./queue.js";
import { bury } from "./remove-dead-session.js";
import type { Party, Standing } from "./session-context.js";

/** What a session finds when it takes part no longer. */
export type Remains = "others" | "unclear" | "nothing";

/**
 * Takes part no longer: removes what this session has published, and what the dead have left (KS-LIFE-1). Whoever is
 * found alive will depart later and clear away the rest, so the last one leaves an empty directory, unless it holds
 * records of which death cannot be known.
 */
export function depart(party: Party, standing: Standing): Remains {
  withdraw(party, standing);
  stopAsking(party, standing);
  party.pulse.close();
  return clearAway(party);
}

/** Removes what the dead have left, until someone is met who lives. `unclear`: of some, nothing is known by now. */
export function clearAway(party: Party): Remains {
  const seen = new Set<string>();
  let remains: Remains = "nothing";
  for (;;) {
    const sighting = party.files.look((names) => nextOf(names, seen));
    if (sighting === undefined) return remains;
    seen.add(identityIn(sighting.name));
    if (isForgotten(party, sighting)) {
      party.files.remove(sighting.name);
      continue;
    }
    const verdict = judge(party, sighting);
    if (verdict === "alive") return "others";
    if (verdict === "dead") bury(party, sighting);
    else remains = "unclear";
  }
}

/** The first name that was not judged yet; pulses come last, since the records need them. */
function nextOf(names: readonly string[], seen: ReadonlySet<string>): Sighting | undefined {
  const fresh = names.filter((name) => !seen.has(identityIn(name)));
  const name = fresh.find((each) => parsePulse(each) === undefined) ?? fresh[0];
  return name === undefined ? undefined : sightingOf(name, names);
}

/** What stays the same of a name: that of a pulse changes while its session comes and goes. */
function identityIn(name: string): string {
  return parsePulse(name)?.nonce ?? name;
}

/** Whether a record has no meaning any more, whoever left it. */
function isForgotten(party: Party, { record }: Sighting): boolean {
  if (record?.sessionText === party.sessionText) return true;
  return record?.ticket !== undefined && !isCurrent(record.ticket, party.clock());
}
