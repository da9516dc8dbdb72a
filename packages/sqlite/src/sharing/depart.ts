import type { Party, Standing } from "./party.js";
import { withdraw } from "./presence.js";
import { isCurrent, stopAsking } from "./queue.js";
import { parseRecord } from "./record.js";

/**
 * Takes part no longer: removes what this session has published, and what the dead have left (KS-LIFE-1). Whoever is
 * found alive will depart later and clear away the rest, so the last one leaves an empty directory, unless it holds
 * records of which death cannot be known.
 */
export function depart(party: Party, standing: Standing): void {
  withdraw(party, standing);
  stopAsking(party, standing);
  const seen = new Set<string>();
  for (;;) {
    const name = party.files.look((names) => names.find((each) => !seen.has(each)));
    if (name === undefined) return;
    seen.add(name);
    const verdict = judge(party, name);
    if (verdict === "alive") return;
    if (verdict === "litter") party.files.remove(name);
  }
}

function judge(party: Party, name: string): "alive" | "litter" | "unknown" {
  const record = parseRecord(name);
  if (record === undefined) return "unknown";
  if (record.sessionText === party.sessionText) return "litter";
  if (record.ticket !== undefined && !isCurrent(record.ticket, party.clock())) return "litter";
  const verdict = party.liveness(record.session);
  return verdict === "dead" ? "litter" : verdict;
}
