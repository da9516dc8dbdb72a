import { RESTARTS } from "./world.mjs";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * What a webhook source makes of events: each is delivered at least once, some again because an answer came late, and a
 * run of them again after each restart of the receiver. Every delivery has a millisecond of its own.
 *
 * @param {import("./random.mjs").Random} random
 * @param {readonly import("./scenes.mjs").Scene[]} events
 * @param {number} restarts
 */
export function deliver(random, events, restarts) {
  const deliveries = events.flatMap(([time, event]) => [
    { at: time, attempt: 1, event },
    ...(random.chance(0.035) ? [{ at: time + 3 * SECOND + random.gap(20 * SECOND), attempt: 2, event }] : []),
    ...(random.chance(0.008) ? [{ at: time + 5 * MINUTE + random.gap(MINUTE), attempt: 3, event }] : []),
  ]);
  deliveries.sort((a, b) => a.at - b.at);
  const every = Math.floor(deliveries.length / (restarts + 1));
  /** @type {{ at: number, [member: string]: unknown }[]} */
  const stream = [];
  deliveries.forEach((delivery, index) => {
    stream.push(delivery);
    if (index === 0 || index % every !== 0 || index / every > restarts) return;
    const missed = deliveries.slice(index - random.whole(15, 45), index + 1);
    stream.push({ at: delivery.at, restart: RESTARTS[index / every - 1] });
    stream.push(...missed.map(({ attempt, event }) => ({ at: delivery.at, attempt: attempt + 1, event })));
  });
  let last = 0;
  return stream.map(({ at, ...rest }) => {
    last = Math.max(at, last + 1);
    return { delivered: new Date(last).toISOString(), ...rest };
  });
}
