import { ask, say } from "./phrases.mjs";
import { ACTIONS, CHANNELS, PEOPLE, QUESTIONS } from "./world.mjs";

/**
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {{ channel: string, thread: string }} Where
 * @typedef {{ id: string, type: string, [member: string]: unknown }} ChatEvent
 * @typedef {[time: number, event: ChatEvent]} Scene
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const stamp = (/** @type {number} */ time) => (time / 1000).toFixed(3);
const others = (/** @type {string} */ id) => PEOPLE.filter((person) => person.id !== id);

/**
 * A conversation: a root message and replies, in which the bot may be asked, show buttons, or need an approval.
 *
 * @param {Random} random
 * @param {number} start
 */
export function thread(random, start) {
  const channel = random.pick(CHANNELS);
  const people = Array.from({ length: random.whole(2, 4) }, () => random.pick(PEOPLE).id);
  const withBot = channel.topic !== "lounge" && random.chance(0.4);
  const where = { channel: channel.id, thread: stamp(start) };
  /** @type {Scene[]} */
  const scenes = [];
  let time = start;
  const length = random.whole(2, 13);
  for (let index = 0; index < length; index += 1) {
    const asked = withBot && (index === 1 || random.chance(0.12));
    const user = random.pick(people);
    const text = asked ? ask(random) : say(random, channel.topic);
    scenes.push([time, message(random, time, where, user, text, asked)]);
    if (asked && random.chance(0.4)) scenes.push(...question(random, time + random.gap(4 * SECOND), where, user));
    if (asked && random.chance(0.22)) scenes.push(...approval(random, time + random.gap(6 * SECOND), where, user));
    time += random.gap(3 * MINUTE);
  }
  // Threads are taken up again later: within the day the bot still takes part, after it it has to be asked anew.
  if (withBot && random.chance(0.35)) {
    const again = time + random.pick([2 * HOUR, 9 * HOUR, 25 * HOUR, 31 * HOUR]) + random.gap(20 * MINUTE);
    const user = random.pick(people);
    scenes.push([again, message(random, again, where, user, say(random, channel.topic), false)]);
  }
  return scenes;
}

/**
 * Somebody enters a channel; some leave and enter once more.
 *
 * @param {Random} random
 * @param {number} start
 */
export function join(random, start) {
  const where = { channel: random.pick(CHANNELS).id, user: random.pick(PEOPLE).id };
  /** @type {Scene[]} */
  const scenes = [[start, { id: eventId(random), type: "join", ...where }]];
  if (random.chance(0.25)) {
    scenes.push([start + random.gap(5 * HOUR), { id: eventId(random), type: "join", ...where }]);
  }
  return scenes;
}

/**
 * Buttons for one person: pressed by the wrong one, by the right one, twice in a hurry, too late, or never.
 *
 * @param {Random} random
 * @param {number} start
 * @param {Where} where
 * @param {string} owner
 */
function question(random, start, where, owner) {
  const { text, labels } = random.pick(QUESTIONS);
  const buttons = labels.map((label) => ({ id: `btn_${random.text(BASE32, 12).toLowerCase()}`, label }));
  /** @type {Scene[]} */
  const scenes = [
    [start, { id: eventId(random), type: "buttons", ...where, owner, text, buttons, ttlMs: 30 * MINUTE }],
  ];
  const press = (/** @type {number} */ time, /** @type {string} */ user, /** @type {{ id: string }} */ button) => {
    scenes.push([time, { id: eventId(random), type: "press", ...where, user, button: button.id }]);
  };
  if (random.chance(0.3)) press(start + random.gap(20 * SECOND), random.pick(others(owner)).id, random.pick(buttons));
  if (random.chance(0.85)) {
    const late = random.chance(0.12) ? 31 * MINUTE : 0;
    const time = start + late + random.gap(90 * SECOND);
    const button = random.pick(buttons);
    press(time, owner, button);
    if (random.chance(0.35))
      press(time + random.whole(120, 900), owner, random.chance(0.7) ? button : random.pick(buttons));
  }
  return scenes;
}

/**
 * A dangerous action waits for a person: decided, decided while the gateway is away, twice, too late, or never.
 *
 * @param {Random} random
 * @param {number} start
 * @param {Where} where
 * @param {string} requester
 */
function approval(random, start, where, requester) {
  const id = `apr_${random.text(BASE32, 10).toLowerCase()}`;
  const action = random.pick(ACTIONS);
  /** @type {Scene[]} */
  const scenes = [
    [start, { id: eventId(random), type: "approval", ...where, approval: id, requester, ...action, ttlMs: 24 * HOUR }],
  ];
  const decide = (/** @type {number} */ time, /** @type {string} */ gateway) => {
    const decision = random.pick(["allow-once", "allow-once", "allow-always", "deny"]);
    scenes.push([
      time,
      {
        id: eventId(random),
        type: "decision",
        ...where,
        approval: id,
        user: random.pick(PEOPLE).id,
        decision,
        gateway,
      },
    ]);
  };
  if (random.chance(0.82)) {
    let time = start + (random.chance(0.08) ? 25 * HOUR : 0) + random.gap(8 * MINUTE);
    if (random.chance(0.25)) {
      decide(time, "unavailable");
      time += random.gap(2 * MINUTE);
    }
    decide(time, "ok");
    if (random.chance(0.15)) decide(time + random.gap(10 * SECOND), "ok");
  }
  return scenes;
}

/**
 * @param {Random} random
 * @param {number} time
 * @param {Where} where
 * @param {string} user
 * @param {string} text
 * @param {boolean} mentionsBot
 */
function message(random, time, where, user, text, mentionsBot) {
  return { id: eventId(random), type: "message", ...where, ts: stamp(time), user, text, mentionsBot };
}

/** @param {Random} random */
function eventId(random) {
  return `Ev07${random.text(BASE32, 10)}`;
}
